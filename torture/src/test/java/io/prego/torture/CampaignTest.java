package io.prego.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.torture.platform.Role;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A short campaign on real processes; {@code scripts/torture} runs long ones. */
class CampaignTest {

    private static final int FAULTS = 30;
    private static final int REQUESTS = 1_000;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Duration TAKE_OVER_MAX = Duration.ofSeconds(5);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void thirty_faults_and_a_thousand_requests_of_every_shape_break_no_invariant() throws Exception {
        var verdict = Campaign.run(new Plan(2026, FAULTS, LIMIT, 2, true, REQUESTS), folder);
        System.out.print(verdict.told());
        assertThat(verdict.violations()).as(verdict.told()).isEmpty();
        assertThat(verdict.faults()).hasSize(FAULTS);
        assertThat(verdict.recoveries())
                .filteredOn(recovery -> recovery.killed() == Role.PROJECTIONS)
                .isNotEmpty()
                .allMatch(recovery -> recovery.ofItsWork().compareTo(TAKE_OVER_MAX) <= 0, "is soon at work again");
    }
}
