package io.prego.benchmark.axon4;

/** What happens to a counter. */
final class CounterEvents {

    private CounterEvents() {}

    record Created(String id, String note) {}

    /** @param value after the change */
    record Changed(String id, long value, String note) {}
}
