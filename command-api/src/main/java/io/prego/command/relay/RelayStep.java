package io.prego.command.relay;

/** The points of the relay's work at which a fault may strike, in the order in which they are passed. */
enum RelayStep {
    /** This node holds the lock. */
    ELECTED,
    /** No older producer can write any more. */
    FENCED,
    /** The last relayed position is known and agrees with the log. */
    RESUMED,
    /** A batch was read; no transaction is open. */
    READ,
    BEGUN,
    EVENTS_SENT,
    PROGRESS_SENT,
    COMMITTED
}
