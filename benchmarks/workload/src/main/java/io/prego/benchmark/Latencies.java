package io.prego.benchmark;

import java.util.Arrays;
import java.util.Collection;

/** How long each of many things took; percentiles are exact, since all values are kept. Not thread-safe. */
public final class Latencies {

    /** What is timed. */
    public interface Command {
        void run() throws Exception;
    }

    private static final int EXPECTED = 1_024;

    private long[] nanos;
    private int count;
    private boolean sorted;

    public Latencies() {
        this(EXPECTED);
    }

    /** @param expected about how many values will come; more may */
    public Latencies(int expected) {
        this.nanos = new long[Math.max(1, expected)];
    }

    /** All values of some callers. */
    public static Latencies of(Collection<Latencies> parts) {
        var all = new Latencies(parts.stream().mapToInt(Latencies::count).sum());
        for (var part : parts) {
            System.arraycopy(part.nanos, 0, all.nanos, all.count, part.count);
            all.count += part.count;
        }
        return all;
    }

    public void time(Command command) throws Exception {
        var begin = System.nanoTime();
        command.run();
        add(System.nanoTime() - begin);
    }

    public void add(long taken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = taken;
        sorted = false;
    }

    public int count() {
        return count;
    }

    /**
     * The smallest value that so many per cent of all do not exceed, in milliseconds; 0 when there is none.
     *
     * @param percent 0 to 100
     */
    public double ms(double percent) {
        if (count == 0) {
            return 0;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        var rank = (int) Math.ceil(count * percent / 100);
        return nanos[Math.max(0, rank - 1)] / 1e6;
    }
}
