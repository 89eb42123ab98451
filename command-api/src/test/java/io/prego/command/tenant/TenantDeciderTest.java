package io.prego.command.tenant;

import io.prego.command.handling.DeciderSpec;
import io.prego.command.tenant.RegisterTenant.Owner;
import io.prego.command.tenant.RegisterTenant.Placement;
import io.prego.command.tenant.TenantRefusal.SlugReserved;
import io.prego.command.tenant.TenantRefusal.SlugTaken;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.tenant.Origin;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.event.tenant.TenantEvent.TenantTrialStarted;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.SealedBytes;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantDeciderTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Instant TRIAL_END = Instant.parse("2026-01-16T12:00:00Z");
    private static final TenantId ACME = new TenantId("tnt_1");
    private static final JobId JOB = new JobId("job_1");
    private static final String HOST = "acme.prego.example";
    private static final Owner ANY_OWNER = new Owner("f00d", new SealedBytes(new byte[] {1}), null);
    private static final Placement ANYWHERE = new Placement(true, null, false);

    private final DeciderSpec<RegisterTenant, SlugHolder, TenantRefusal> spec =
            new DeciderSpec<>(new TenantDecider(), NOON);

    @Test
    void a_trial_gets_its_end_and_its_job_in_the_same_append() {
        spec.given()
                .when(register("acme", PlanTier.TRIAL))
                .then(
                        registered("acme", PlanTier.TRIAL),
                        new TenantTrialStarted(ACME, TRIAL_END),
                        new TenantProvisioningStarted(ACME, JOB, 1),
                        requested("acme"));
    }

    @Test
    void a_paid_plan_has_no_trial() {
        spec.given()
                .when(register("acme", PlanTier.BUSINESS))
                .then(
                        registered("acme", PlanTier.BUSINESS),
                        new TenantProvisioningStarted(ACME, JOB, 1),
                        requested("acme"));
    }

    @Test
    void a_slug_that_somebody_holds_is_taken() {
        spec.given(registered("acme", PlanTier.TRIAL))
                .when(register("acme", PlanTier.TRIAL))
                .thenRefused(new SlugTaken());
    }

    @Test
    void the_slug_of_a_terminated_tenant_is_free_again() {
        spec.given(
                        registered("acme", PlanTier.BUSINESS),
                        new TenantTerminated(ACME, new Slug("acme"), List.of(HOST), "gave_up", NOON))
                .when(register("acme", PlanTier.BUSINESS))
                .then(
                        registered("acme", PlanTier.BUSINESS),
                        new TenantProvisioningStarted(ACME, JOB, 1),
                        requested("acme"));
    }

    @Test
    void a_reserved_word_is_refused_even_when_free() {
        spec.given().when(register("admin", PlanTier.TRIAL)).thenRefused(new SlugReserved());
    }

    private static RegisterTenant register(String slug, PlanTier plan) {
        return new RegisterTenant(
                ACME,
                JOB,
                "Acme",
                new Slug(slug),
                HOST,
                plan,
                Region.EU,
                Origin.PAID,
                ANY_OWNER,
                ANYWHERE,
                TRIAL_END,
                "applicant:anonymous");
    }

    private static TenantRegistered registered(String slug, PlanTier plan) {
        return new TenantRegistered(
                ACME,
                "Acme",
                new Slug(slug),
                HOST,
                plan,
                Region.EU,
                Origin.PAID,
                null,
                ANY_OWNER.emailFingerprint(),
                ANY_OWNER.email(),
                null);
    }

    private static ProvisionJobRequested requested(String slug) {
        return new ProvisionJobRequested(
                JOB, ACME, 1, Region.EU, new Slug(slug), HOST, false, true, null, "applicant:anonymous");
    }
}
