package io.prego.command.tenant.hostname;

import io.prego.command.handling.DeciderSpec;
import io.prego.command.tenant.hostname.HostnameCommand.MapHostname;
import io.prego.command.tenant.hostname.HostnameCommand.UnmapHostname;
import io.prego.command.tenant.hostname.HostnameRefusal.HostnameReserved;
import io.prego.command.tenant.hostname.HostnameRefusal.HostnameTaken;
import io.prego.command.tenant.hostname.HostnameRefusal.NoSite;
import io.prego.command.tenant.hostname.HostnameRefusal.TooManyHostnames;
import io.prego.command.tenant.hostname.HostnameRefusal.UnknownTenant;
import io.prego.event.DomainEvent;
import io.prego.event.tenant.Origin;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantHostnameUnmapped;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.kernel.Hostname;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.SealedBytes;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostnameDeciderTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final TenantId ACME = new TenantId("tnt_1");
    private static final TenantId OTHER = new TenantId("tnt_2");
    private static final Hostname OWN = new Hostname("www.acme.example");

    private final DeciderSpec<HostnameCommand, HostnameRights, HostnameRefusal> spec =
            new DeciderSpec<>(new HostnameDecider("prego.example"), NOON);

    @Test
    void an_active_tenant_gets_a_host_name_that_leads_nowhere() {
        spec.given(registered(ACME), activated(ACME)).when(map(ACME)).then(mapped(ACME));
    }

    @Test
    void asking_twice_changes_nothing() {
        spec.given(registered(ACME), activated(ACME), mapped(ACME))
                .when(map(ACME))
                .thenNothing();
    }

    @Test
    void a_host_name_leads_to_one_tenant_until_it_is_unmapped_there() {
        spec.given(registered(ACME), activated(ACME), registered(OTHER), activated(OTHER), mapped(OTHER))
                .when(map(ACME))
                .thenRefused(new HostnameTaken());
        spec.given(
                        registered(ACME),
                        activated(ACME),
                        registered(OTHER),
                        activated(OTHER),
                        mapped(OTHER),
                        unmapped(OTHER))
                .when(map(ACME))
                .then(mapped(ACME));
    }

    @Test
    void the_host_names_of_a_terminated_tenant_are_free() {
        spec.given(registered(ACME), activated(ACME), mapped(OTHER), terminated(OTHER))
                .when(map(ACME))
                .then(mapped(ACME));
    }

    @Test
    void only_a_tenant_with_a_site_gets_a_host_name() {
        spec.given().when(map(ACME)).thenRefused(new UnknownTenant());
        spec.given(registered(ACME)).when(map(ACME)).thenRefused(new NoSite());
        spec.given(registered(ACME), activated(ACME), terminated(ACME))
                .when(map(ACME))
                .thenRefused(new NoSite());
    }

    @Test
    void names_of_the_canonical_domain_are_not_given_by_hand() {
        for (var name : List.of("prego.example", "acme.prego.example", "a.b.prego.example")) {
            spec.given(registered(ACME), activated(ACME))
                    .when(new MapHostname(ACME, new Hostname(name)))
                    .thenRefused(new HostnameReserved());
        }
        spec.given(registered(ACME), activated(ACME))
                .when(new UnmapHostname(ACME, new Hostname("acme.prego.example")))
                .thenRefused(new HostnameReserved());
    }

    @Test
    void unmapping_takes_back_what_leads_to_this_tenant_and_nothing_else() {
        spec.given(registered(ACME), activated(ACME), mapped(ACME))
                .when(new UnmapHostname(ACME, OWN))
                .then(unmapped(ACME));
        spec.given(registered(ACME), activated(ACME))
                .when(new UnmapHostname(ACME, OWN))
                .thenNothing();
        spec.given(registered(ACME), mapped(OTHER))
                .when(new UnmapHostname(ACME, OWN))
                .thenNothing();
        spec.given().when(new UnmapHostname(ACME, OWN)).thenRefused(new UnknownTenant());
    }

    @Test
    void the_fiftieth_host_name_is_the_last() {
        spec.given(activeWith(49)).when(map(ACME)).then(mapped(ACME));
        spec.given(activeWith(50)).when(map(ACME)).thenRefused(new TooManyHostnames());
    }

    private static DomainEvent[] activeWith(int hostnames) {
        var mapped = IntStream.range(0, hostnames)
                .mapToObj(i -> new TenantHostnameMapped(ACME, new Hostname("h" + i + ".acme.example"), "site"));
        return Stream.<DomainEvent>concat(Stream.of(registered(ACME), activated(ACME)), mapped)
                .toArray(DomainEvent[]::new);
    }

    private static MapHostname map(TenantId tenant) {
        return new MapHostname(tenant, OWN);
    }

    private static TenantHostnameMapped mapped(TenantId tenant) {
        return new TenantHostnameMapped(tenant, OWN, "site");
    }

    private static TenantHostnameUnmapped unmapped(TenantId tenant) {
        return new TenantHostnameUnmapped(tenant, OWN, "site");
    }

    private static TenantActivated activated(TenantId tenant) {
        return new TenantActivated(tenant, new JobId("job_1"), "site", "acme.prego.example");
    }

    private static TenantTerminated terminated(TenantId tenant) {
        return new TenantTerminated(tenant, new Slug("acme"), List.of(OWN.value()), "gave_up", NOON);
    }

    private static TenantRegistered registered(TenantId tenant) {
        return new TenantRegistered(
                tenant,
                "Acme",
                new Slug("acme"),
                "acme.prego.example",
                PlanTier.STARTER,
                Region.EU,
                Origin.PAID,
                null,
                "f00d",
                new SealedBytes(new byte[] {1}),
                null);
    }
}
