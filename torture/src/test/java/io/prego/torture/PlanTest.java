package io.prego.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void the_defaults_are_those_that_it_tells() {
        var plan = Plan.of(List.of());
        assertThat(plan).isEqualTo(new Plan(1, 300, Duration.ofMinutes(40), 6, false, 10_000));
        assertThat(plan.command()).isEqualTo("scripts/torture " + Plan.USAGE);
    }

    @Test
    void its_command_repeats_it() {
        var plan = Plan.of(List.of("seed=-7", "faults=3", "frugal=true", "fuzz=0"));
        var words = List.of(plan.command().replaceFirst("scripts/torture ", "").split(" "));
        assertThat(Plan.of(words)).isEqualTo(plan);
    }

    @Test
    void what_it_does_not_know_is_refused_by_its_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.of(List.of("speed=1")))
                .withMessageContaining("speed=1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.of(List.of("faults=many")))
                .withMessageContaining("faults=many");
    }

    @Test
    void what_is_out_of_range_is_refused_with_the_range() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.of(List.of("clients=0")))
                .withMessage("clients must be 1..64, got 0");
    }
}
