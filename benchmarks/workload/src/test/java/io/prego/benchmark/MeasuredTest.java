package io.prego.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasuredTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void a_percentile_is_the_smallest_latency_that_so_many_do_not_exceed() {
        var latencies = new long[200];
        for (var i = 0; i < latencies.length; i++) {
            latencies[i] = (latencies.length - i) * 1_000L;
        }
        var measured = Measured.of(latencies, 200, SECOND, 0, 0, 300);
        assertThat(measured.p50Micros()).isEqualTo(100);
        assertThat(measured.p99Micros()).isEqualTo(198);
        assertThat(measured.maxMicros()).isEqualTo(200);
    }

    @Test
    void a_rate_counts_per_second() {
        var measured = Measured.of(new long[] {1_000, 2_000}, 50, SECOND / 2, 0, 0, 300);
        assertThat(measured.commandsPerSecond()).isEqualTo(4);
        assertThat(measured.eventsPerSecond()).isEqualTo(100);
    }

    @Test
    void a_result_line_is_read_as_it_was_written() {
        var measured = new Measured(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(Measured.isIn(measured.line())).isTrue();
        assertThat(Measured.of(measured.line())).isEqualTo(measured);
    }

    @Test
    void a_load_is_read_as_it_was_written() {
        var load = new Load(Benchmark.BATCH, 10, 20, 100, 64, 200);
        assertThat(Load.of(load.text())).isEqualTo(load);
        assertThat(load.events()).isEqualTo(10 * (1 + 20 * 100));
    }
}
