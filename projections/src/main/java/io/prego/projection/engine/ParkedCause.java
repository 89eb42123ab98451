package io.prego.projection.engine;

/** Why a record is parked; the lower-case name is what the table holds and what reads tell. */
enum ParkedCause {
    /** It cannot become a row. */
    UNDECODABLE,
    /** PostgreSQL does not take its row. */
    REFUSED,
    /** An earlier record of its key is parked. */
    BEHIND
}
