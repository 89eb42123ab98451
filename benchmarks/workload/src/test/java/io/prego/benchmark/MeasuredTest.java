package io.prego.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredTest {

    private static final long SECOND = 1_000_000_000;

    /** From {@code from} down to 1 ms. */
    private static Latencies downFrom(int from) {
        var latencies = new Latencies(1);
        for (var ms = from; ms > 0; ms--) {
            latencies.add(ms * 1_000_000L);
        }
        return latencies;
    }

    @Test
    void a_percentile_is_the_smallest_latency_that_so_many_do_not_exceed() {
        var latencies = downFrom(200);
        assertThat(latencies.ms(50)).isEqualTo(100);
        assertThat(latencies.ms(99)).isEqualTo(198);
        assertThat(latencies.ms(100)).isEqualTo(200);
        assertThat(new Latencies().ms(50)).isZero();
    }

    @Test
    void the_latencies_of_several_callers_are_taken_together() {
        var all = Latencies.of(List.of(downFrom(10), downFrom(20)));
        assertThat(all.count()).isEqualTo(30);
        assertThat(all.ms(50)).isEqualTo(8);
    }

    @Test
    void a_rate_counts_per_second() {
        var measured = new Measured(downFrom(2), 50, SECOND / 2, 0, 0, 300).measurements();
        assertThat(measured.get("commands_per_s")).isEqualTo(4);
        assertThat(measured.get("events_per_s")).isEqualTo(100);
    }

    @Test
    void a_result_line_is_read_as_it_was_written() {
        var measured = new Measurements(Map.of("p50_ms", 1.25, "rate", 12_345_678.9)).with("lost", 0);
        assertThat(Measurements.isIn(measured.line())).isTrue();
        assertThat(Measurements.of(measured.line())).isEqualTo(measured);
        assertThatThrownBy(() -> measured.get("p95_ms")).hasMessageContaining("p95_ms");
    }

    @Test
    void a_load_is_read_as_it_was_written() {
        var load = new Load(Benchmark.BATCH, 10, 20, 100, 64, 200);
        assertThat(Load.of(load.text())).isEqualTo(load);
        assertThat(load.events()).isEqualTo(10 * (1 + 20 * 100));
    }
}
