package io.prego.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.benchmark.Measured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Plan PLAN = Plan.of(List.of("append", "rounds=3", "only=prego,axon4-jdbc"));
    private static final Map<Competitor, List<Measured>> RESULTS = Map.of(
            Competitor.PREGO, List.of(run(10_000), run(12_000), run(8_000)),
            Competitor.AXON4, List.of(run(1_000), run(3_000), run(1_000)));

    /** So many commands in one second. */
    private static Measured run(long commands) {
        return new Measured(commands, commands, 1_000_000_000, 1_500, 9_000, 20_000, 0, 0, 300);
    }

    @Test
    void a_median_stands_with_the_least_and_the_most() {
        assertThat(Figures.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Figures(2, 1, 3));
        assertThat(Figures.of(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
        assertThat(Figures.of(List.of(12_345.6, 0.4521, 12.34)).text()).isEqualTo("12.3 (0.452..12,346)");
    }

    @Test
    void ratios_are_taken_round_by_round() {
        assertThat(new Target.Times(Competitor.AXON4, 5).values(RESULTS)).containsExactly(10.0, 4.0, 8.0);
        assertThat(new Target.TimesBest(List.of(Competitor.AXON4, Competitor.BARE), 5).values(RESULTS))
                .containsExactly(10.0, 4.0, 8.0);
    }

    @Test
    void targets_stand_beside_what_was_measured() {
        assertThat(Report.targets(PLAN, RESULTS))
                .contains("| at least 5 × `axon4-jdbc` | 8 (4..10) × | met |")
                .contains("| p99 at most 10 ms | 9 (9..9) ms | met |")
                .doesNotContain("bare");
    }

    @Test
    void the_table_has_a_row_for_each_candidate() {
        var labels = new LinkedHashMap<Competitor, String>();
        labels.put(Competitor.PREGO, "ours");
        labels.put(Competitor.AXON4, "theirs");
        assertThat(Report.table(PLAN, labels, RESULTS))
                .contains(
                        "| `prego` | ours | 10,000 (8,000..12,000) | 1.50 (1.50..1.50) | 9 (9..9) | 20 (20..20) | 0 | 0 |")
                .contains("| `axon4-jdbc` | theirs | 1,000 (1,000..3,000) |");
    }

    @Test
    void arguments_choose_and_a_wrong_one_is_named() {
        assertThat(PLAN.rounds()).isEqualTo(3);
        assertThat(PLAN.competitors()).containsExactly(Competitor.PREGO, Competitor.AXON4);
        assertThat(Plan.of(List.of("append", "aggregates=7")).load().aggregates())
                .isEqualTo(7);
        assertThatThrownBy(() -> Plan.of(List.of("append", "round=3"))).hasMessageContaining("round");
    }

    @Test
    void the_version_of_a_library_is_read_off_the_class_path() {
        var path = new ClassPath("/m2/axon-eventsourcing-4.13.0.jar:/m2/pekko-persistence-jdbc_2.13-1.1.1.jar");
        assertThat(path.versionOf("axon-eventsourcing")).isEqualTo("4.13.0");
        assertThat(path.versionOf("pekko-persistence-jdbc")).isEqualTo("1.1.1");
        assertThat(path.versionOf("")).isEmpty();
    }
}
