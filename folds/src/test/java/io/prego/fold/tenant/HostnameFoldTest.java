package io.prego.fold.tenant;

import static io.prego.fold.Envelopes.at;
import static io.prego.fold.Envelopes.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.tenant.HostnameEntry;
import io.prego.event.tenant.Origin;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.TenantEvent;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantHostnameUnmapped;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.kernel.Hostname;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.SealedBytes;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostnameFoldTest {

    private static final TenantId ACME = new TenantId("tnt_1");
    private static final JobId JOB = new JobId("job_1");
    private static final String CANONICAL = "acme.prego.example";
    private static final Hostname OWN = new Hostname("www.acme.example");

    @Test
    void a_registered_tenant_has_its_canonical_host_name_and_no_site_yet() {
        assertThat(versions(registered())).containsExactly(new HostnameEntry(CANONICAL, ACME, null, at(1), 10));
    }

    @Test
    void activation_names_the_site_that_answers() {
        assertThat(versions(new TenantActivated(ACME, JOB, "acme", CANONICAL)))
                .containsExactly(new HostnameEntry(CANONICAL, ACME, "acme", at(1), 10));
    }

    @Test
    void a_host_name_is_mapped_and_unmapped() {
        assertThat(versions(new TenantHostnameMapped(ACME, OWN, "acme")))
                .containsExactly(new HostnameEntry(OWN.value(), ACME, "acme", at(1), 10));
        assertThat(versions(new TenantHostnameUnmapped(ACME, OWN, "acme")))
                .containsExactly(new HostnameEntry(OWN.value(), null, null, at(1), 10));
    }

    @Test
    void a_terminated_tenant_frees_all_its_host_names() {
        assertThat(versions(new TenantTerminated(
                        ACME, new Slug("acme"), List.of(CANONICAL, OWN.value()), "gave_up", at(9))))
                .containsExactly(
                        new HostnameEntry(CANONICAL, null, null, at(1), 10),
                        new HostnameEntry(OWN.value(), null, null, at(1), 10));
    }

    @Test
    void other_events_of_a_tenant_say_nothing_of_host_names() {
        assertThat(versions(new TenantProvisioningStarted(ACME, JOB, 1))).isEmpty();
    }

    @Test
    void the_version_of_the_greater_position_is_the_newer_one_whichever_comes_first() {
        var version = new HostnameEntry(CANONICAL, ACME, null, at(1), 10);
        assertThat(HostnameFold.isNewer(version, null)).isTrue();
        assertThat(HostnameFold.isNewer(version, 9L)).isTrue();
        assertThat(HostnameFold.isNewer(version, 10L)).isFalse();
        assertThat(HostnameFold.isNewer(version, 11L)).isFalse();
    }

    private static List<HostnameEntry> versions(TenantEvent event) {
        return HostnameFold.versions(event, envelope(event, 1));
    }

    private static TenantRegistered registered() {
        return new TenantRegistered(
                ACME,
                "Acme",
                new Slug("acme"),
                CANONICAL,
                PlanTier.TRIAL,
                Region.EU,
                Origin.TRIAL,
                null,
                "f00d",
                new SealedBytes(new byte[] {1}),
                null);
    }
}
