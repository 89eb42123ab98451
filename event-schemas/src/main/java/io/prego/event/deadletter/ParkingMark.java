package io.prego.event.deadletter;

/**
 * How a state feed tells that versions are missing: a record without value, keyed by the record key that its topology has
 * parked, with the header {@value #HEADER}. It holds the {@link PoisonCause} as a word, or {@value #RELEASED} once all
 * that was parked has been folded. A key may be marked more than once; the last mark counts.
 */
public final class ParkingMark {

    public static final String HEADER = "prego_parked";
    public static final String RELEASED = "released";

    private ParkingMark() {}
}
