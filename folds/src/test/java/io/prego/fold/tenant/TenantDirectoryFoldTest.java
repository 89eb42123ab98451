package io.prego.fold.tenant;

import static io.prego.fold.Envelopes.at;
import static io.prego.fold.Envelopes.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prego.event.provisioning.FailureStage;
import io.prego.event.tenant.Origin;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.TenantDirectoryEntry;
import io.prego.event.tenant.TenantEvent;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantProvisioningFailed;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.event.tenant.TenantEvent.TenantTrialStarted;
import io.prego.event.tenant.TenantStatus;
import io.prego.fold.CorruptHistory;
import io.prego.fold.Envelopes;
import io.prego.kernel.Hostname;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.SealedBytes;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TenantDirectoryFoldTest {

    private static final TenantId ACME = new TenantId("tnt_1");
    private static final JobId JOB = new JobId("job_1");
    private static final String HOST = "acme.prego.example";

    @Test
    void a_registered_tenant_is_listed_as_provisioning_without_connector_and_without_job() {
        assertThat(given(registered()))
                .isEqualTo(new TenantDirectoryEntry(
                        ACME,
                        "주식회사 아크메",
                        new Slug("acme"),
                        HOST,
                        TenantStatus.PROVISIONING,
                        Region.EU,
                        PlanTier.TRIAL,
                        null,
                        null,
                        null,
                        at(1),
                        at(1),
                        1,
                        10));
    }

    @Test
    void each_event_moves_updated_at_version_and_position_and_leaves_created_at() {
        var entry = given(registered(), new TenantTrialStarted(ACME, at(60)));
        assertThat(entry.createdAt()).isEqualTo(at(1));
        assertThat(entry.updatedAt()).isEqualTo(at(2));
        assertThat(entry.streamVersion()).isEqualTo(2);
        assertThat(entry.position()).isEqualTo(20);
        assertThat(entry.status()).isEqualTo(TenantStatus.PROVISIONING);
    }

    @Test
    void the_start_of_provisioning_names_the_job() {
        assertThat(given(registered(), started(1)).jobId()).isEqualTo(JOB);
    }

    @Test
    void activation_makes_it_active_under_the_host_name_that_it_got() {
        var entry = given(registered(), started(1), new TenantActivated(ACME, JOB, "site", "acme.eu.prego.example"));
        assertThat(entry.status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(entry.canonicalHostname()).isEqualTo("acme.eu.prego.example");
    }

    @Test
    void a_failed_tenant_provisions_again_and_becomes_active() {
        assertThat(given(registered(), started(1), failed()).status()).isEqualTo(TenantStatus.FAILED);
        assertThat(given(registered(), started(1), failed(), started(2)).status())
                .isEqualTo(TenantStatus.PROVISIONING);
        assertThat(given(registered(), started(1), failed(), started(2), activated())
                        .status())
                .isEqualTo(TenantStatus.ACTIVE);
    }

    @Test
    void a_host_name_of_its_own_changes_version_and_time_and_not_the_canonical_one() {
        var entry = given(registered(), started(1), activated(), mapped());
        assertThat(entry.status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(entry.canonicalHostname()).isEqualTo(HOST);
        assertThat(entry.streamVersion()).isEqualTo(4);
    }

    @Test
    void a_tenant_that_was_active_or_failed_can_be_terminated_and_then_nothing_more() {
        assertThat(given(registered(), started(1), activated(), terminated()).status())
                .isEqualTo(TenantStatus.TERMINATED);
        assertThat(given(registered(), started(1), failed(), terminated()).status())
                .isEqualTo(TenantStatus.TERMINATED);
        assertCorrupt(registered(), started(1), terminated());
        assertCorrupt(registered(), started(1), failed(), terminated(), started(2));
        assertCorrupt(registered(), started(1), failed(), terminated(), terminated());
    }

    @Test
    void nothing_comes_before_the_registration_and_no_second_one_after() {
        assertCorrupt(started(1));
        assertCorrupt(registered(), registered());
    }

    @Test
    void an_active_tenant_neither_fails_nor_starts_nor_is_activated_again() {
        assertCorrupt(registered(), started(1), activated(), failed());
        assertCorrupt(registered(), started(1), activated(), started(2));
        assertCorrupt(registered(), started(1), activated(), activated());
    }

    @Test
    void a_failed_tenant_is_neither_activated_nor_failed_without_a_new_start() {
        assertCorrupt(registered(), started(1), failed(), activated());
        assertCorrupt(registered(), started(1), failed(), failed());
    }

    @Test
    void a_version_that_was_seen_is_corrupt_and_one_after_a_gap_is_not() {
        var entry = given(registered(), started(1));
        assertThatExceptionOfType(CorruptHistory.class)
                .isThrownBy(() -> TenantDirectoryFold.evolve(entry, activated(), envelope(activated(), 2)))
                .withMessage("tenant.activated of tnt_1 at position 20: version 2 comes after version 2");
        assertThat(TenantDirectoryFold.evolve(entry, activated(), envelope(activated(), 4))
                        .streamVersion())
                .isEqualTo(4);
    }

    private static TenantDirectoryEntry given(TenantEvent... events) {
        TenantDirectoryEntry state = null;
        for (var i = 0; i < events.length; i++) {
            state = TenantDirectoryFold.evolve(state, events[i], Envelopes.envelope(events[i], i + 1));
        }
        return Objects.requireNonNull(state);
    }

    private static void assertCorrupt(TenantEvent... events) {
        var before = Arrays.copyOf(events, events.length - 1);
        var state = before.length == 0 ? null : given(before);
        var last = events[events.length - 1];
        assertThatExceptionOfType(CorruptHistory.class)
                .isThrownBy(() -> TenantDirectoryFold.evolve(state, last, envelope(last, events.length)));
    }

    private static TenantRegistered registered() {
        return new TenantRegistered(
                ACME,
                "주식회사 아크메",
                new Slug("acme"),
                HOST,
                PlanTier.TRIAL,
                Region.EU,
                Origin.TRIAL,
                null,
                "f00d",
                new SealedBytes(new byte[] {1}),
                null);
    }

    private static TenantProvisioningStarted started(int attempt) {
        return new TenantProvisioningStarted(ACME, JOB, attempt);
    }

    private static TenantProvisioningFailed failed() {
        return new TenantProvisioningFailed(ACME, JOB, FailureStage.ANSIBLE);
    }

    private static TenantHostnameMapped mapped() {
        return new TenantHostnameMapped(ACME, new Hostname("www.acme.example"), "acme");
    }

    private static TenantTerminated terminated() {
        return new TenantTerminated(ACME, new Slug("acme"), List.of(HOST), "gave_up", at(90));
    }

    private static TenantActivated activated() {
        return new TenantActivated(ACME, JOB, "acme", HOST);
    }
}
