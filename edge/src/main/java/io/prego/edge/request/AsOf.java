package io.prego.edge.request;

import java.time.Instant;

/** The moment of the past that a read asks for with {@code as_of}. */
public sealed interface AsOf {

    /**
     * The state after the event at this position.
     *
     * @param position from 1; whether it is above the head is for the reader to find out
     */
    record Position(long position) implements AsOf {}

    /**
     * The state after the last event recorded not later than this.
     *
     * @param instant UTC; whether it lies in the future is for the reader to find out by the database's clock
     */
    record Moment(Instant instant) implements AsOf {}
}
