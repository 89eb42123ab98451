package io.prego.benchmark;

import java.util.Arrays;

/** How long each command of one caller took. Not thread-safe. */
final class Latencies {

    interface Command {
        void run() throws Exception;
    }

    private long[] nanos;
    private int count;

    Latencies(int expected) {
        this.nanos = new long[expected];
    }

    void add(Command command) throws Exception {
        var begin = System.nanoTime();
        command.run();
        var taken = System.nanoTime() - begin;
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = taken;
    }

    long[] nanos() {
        return Arrays.copyOf(nanos, count);
    }
}
