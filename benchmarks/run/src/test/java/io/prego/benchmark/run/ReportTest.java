package io.prego.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.benchmark.Benchmark;
import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Plan PLAN = plan("rounds=3", "only=prego,axon4-jdbc");
    private static final List<Column> COLUMNS =
            List.of(Column.spread("events/s", "events_per_s"), Column.sum("lost or wrong", "lost"));
    private static final List<Map<Competitor, Measurements>> ROUNDS =
            List.of(round(10_000, 1_000), round(12_000, 3_000), round(8_000, 1_000));

    private static Plan plan(String... options) {
        return Plan.of(Benchmark.APPEND, new Options(List.of(options)));
    }

    /** So many events per second of ours and theirs. */
    private static Map<Competitor, Measurements> round(double ours, double theirs) {
        return Map.of(Competitor.PREGO, shown(ours), Competitor.AXON4, shown(theirs));
    }

    private static Measurements shown(double perSecond) {
        return new Measurements(Map.of("events_per_s", perSecond, "p99_ms", 9.0, "lost", 1.0));
    }

    @Test
    void a_median_stands_with_the_least_and_the_most() {
        assertThat(Figures.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Figures(2, 1, 3));
        assertThat(Figures.of(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
        assertThat(Figures.of(List.of(12_345.6, 0.4521, 12.34)).text()).isEqualTo("12.3 (0.452..12,346)");
    }

    @Test
    void ratios_are_taken_round_by_round() {
        var theirs = List.of(Competitor.AXON4, Competitor.BARE);
        assertThat(Target.times("events_per_s", Competitor.PREGO, Competitor.AXON4, 5)
                        .values(ROUNDS))
                .containsExactly(10.0, 4.0, 8.0);
        assertThat(Target.timesBest("events_per_s", Competitor.PREGO, theirs, 5).values(ROUNDS))
                .containsExactly(10.0, 4.0, 8.0);
    }

    @Test
    void targets_stand_beside_what_was_measured() {
        assertThat(Report.targets(PLAN.targets(), ROUNDS))
                .contains("| at least 5 × `axon4-jdbc` | 8 (4..10) × | met |")
                .contains("| p99 at most 10 ms | 9 (9..9) ms | met |")
                .contains("| lost or wrong at most 0 | 1 (1..1) | missed |")
                .doesNotContain("bare");
    }

    @Test
    void the_table_has_a_row_for_each_candidate() {
        var labels = new LinkedHashMap<Competitor, String>();
        labels.put(Competitor.PREGO, "ours");
        labels.put(Competitor.AXON4, "theirs");
        labels.put(Competitor.BARE, "did not run");
        assertThat(Report.table(COLUMNS, labels, ROUNDS)).isEqualTo("""
                | Candidate | | events/s | lost or wrong |
                |---|---|--:|--:|
                | `prego` | ours | 10,000 (8,000..12,000) | 3 |
                | `axon4-jdbc` | theirs | 1,000 (1,000..3,000) | 3 |
                | `bare` | did not run | – | – |
                """);
    }

    @Test
    void arguments_choose_and_a_wrong_one_is_named() {
        assertThat(PLAN.schedule().rounds()).isEqualTo(3);
        assertThat(PLAN.competitors()).containsExactly(Competitor.PREGO, Competitor.AXON4);
        assertThat(plan("aggregates=7").load().aggregates()).isEqualTo(7);
        assertThatThrownBy(() -> Trials.open(List.of("start", "round=3"))).hasMessageContaining("round");
        assertThatThrownBy(() -> Trials.open(List.of("startup"))).hasMessageContaining("STARTUP");
    }

    @Test
    void the_arguments_of_the_product_s_jvm_are_those_of_its_first_command() throws IOException {
        assertThat(Platform.jvmArguments(Path.of("../../compose/pom.xml"))).anyMatch(one -> one.startsWith("-Xmx"));
    }

    @Test
    void the_version_of_a_library_is_read_off_the_class_path() {
        var path = new ClassPath("/m2/axon-eventsourcing-4.13.0.jar:/m2/pekko-persistence-jdbc_2.13-1.1.1.jar");
        assertThat(path.versionOf("axon-eventsourcing")).isEqualTo("4.13.0");
        assertThat(path.versionOf("pekko-persistence-jdbc")).isEqualTo("1.1.1");
        assertThat(path.versionOf("")).isEmpty();
    }
}
