package io.prego.benchmark;

/**
 * How much of it.
 *
 * @param aggregates that are worked on
 * @param changes to each aggregate after it was made; commands of {@code batchEvents} events where they are batches
 * @param batchEvents events per command
 * @param callers at a time, each of which waits for its answer before it asks again
 * @param noteCharacters of the text that fills an event up
 */
public record Load(Benchmark benchmark, int aggregates, int changes, int batchEvents, int callers, int noteCharacters) {

    public Load {
        if (aggregates < 1 || changes < 1 || batchEvents < 1 || callers < 1 || noteCharacters < 0) {
            throw new IllegalArgumentException("a load has at least one of everything");
        }
    }

    /** One command per change, and one for the making of each aggregate. */
    public long events() {
        return (long) aggregates * (1 + (long) changes * batchEvents);
    }

    /** As arguments of a process; {@link #of} reads them. */
    public String text() {
        return "%s,%d,%d,%d,%d,%d"
                .formatted(benchmark.lowerCaseName(), aggregates, changes, batchEvents, callers, noteCharacters);
    }

    public static Load of(String text) {
        var parts = text.split(",", -1);
        return new Load(
                Benchmark.named(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                Integer.parseInt(parts[5]));
    }
}
