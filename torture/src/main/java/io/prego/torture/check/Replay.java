package io.prego.torture.check;

import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchAttempted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatched;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.tenant.HostnameEntry;
import io.prego.event.tenant.TenantDirectoryEntry;
import io.prego.event.tenant.TenantEvent;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantHostnameUnmapped;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.fold.CorruptHistory;
import io.prego.fold.provisioning.ProvisioningFold;
import io.prego.fold.tenant.HostnameFold;
import io.prego.fold.tenant.TenantDirectoryFold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A fresh replay of the log: every version of every state, by the position that made it. On the way it sees what no
 * history may hold: two winners of one condition, and facts that cannot follow each other.
 */
public final class Replay {

    private static final String ONE_WINNER = "no condition has two winners";
    private static final String POSSIBLE = "every fact can follow those before it";
    private static final String ONCE = "nothing is dispatched twice";

    private final SortedMap<String, NavigableMap<Long, TenantDirectoryEntry>> tenants = new TreeMap<>();
    private final SortedMap<String, NavigableMap<Long, ProvisioningState>> jobs = new TreeMap<>();
    private final SortedMap<String, NavigableMap<Long, HostnameEntry>> hostnames = new TreeMap<>();
    private final Map<String, String> holders = new HashMap<>();
    private final Map<String, Long> dispatches = new HashMap<>();
    private final List<Violation> found = new ArrayList<>();

    private Replay() {}

    public static Replay of(Log log) {
        var replay = new Replay();
        log.entries().forEach(replay::fold);
        return replay;
    }

    List<Violation> found() {
        return List.copyOf(found);
    }

    SortedMap<String, NavigableMap<Long, TenantDirectoryEntry>> tenants() {
        return tenants;
    }

    SortedMap<String, NavigableMap<Long, ProvisioningState>> jobs() {
        return jobs;
    }

    SortedMap<String, NavigableMap<Long, HostnameEntry>> hostnames() {
        return hostnames;
    }

    /** The version that holds as of the position; null before the first. */
    static <T> @Nullable T asOf(@Nullable NavigableMap<Long, T> versions, long position) {
        var version = versions == null ? null : versions.floorEntry(position);
        return version == null ? null : version.getValue();
    }

    /** Jobs that have not ended. */
    public List<String> open() {
        return jobs.values().stream()
                .map(versions -> versions.lastEntry().getValue())
                .filter(job -> switch (job.status()) {
                    case PENDING, DISPATCHED, RUNNING -> true;
                    case COMPLETED, FAILED, CANCELLED -> false;
                })
                .map(job -> job.jobId().value())
                .toList();
    }

    private void fold(LogEntry entry) {
        try {
            switch (entry.fact()) {
                case TenantEvent fact -> tenant(fact, entry);
                case ProvisioningEvent fact -> job(fact, entry);
                case null, default -> found.add(Violation.at(entry.position(), POSSIBLE, "unknown: " + entry.told()));
            }
        } catch (CorruptHistory e) {
            found.add(Violation.at(
                    entry.position(),
                    POSSIBLE,
                    String.valueOf(e.getMessage()),
                    entry.event().streamId()));
        }
    }

    private void tenant(TenantEvent fact, LogEntry entry) {
        winners(fact, entry);
        var versions = tenants.computeIfAbsent(entry.event().streamId(), _ -> new TreeMap<>());
        var before = versions.isEmpty() ? null : versions.lastEntry().getValue();
        versions.put(entry.position(), TenantDirectoryFold.evolve(before, fact, entry.event()));
        for (var version : HostnameFold.versions(fact, entry.event())) {
            hostnames.computeIfAbsent(version.hostname(), _ -> new TreeMap<>()).put(entry.position(), version);
        }
    }

    private void job(ProvisioningEvent fact, LogEntry entry) {
        var versions = jobs.computeIfAbsent(entry.event().streamId(), _ -> new TreeMap<>());
        var before = versions.isEmpty() ? null : versions.lastEntry().getValue();
        versions.put(entry.position(), ProvisioningFold.evolve(before, fact, entry.event()));
        if (fact instanceof ProvisionJobDispatchAttempted attempted) {
            once("attempted " + attempted.dispatchKey(), entry);
        }
        if (fact instanceof ProvisionJobDispatched dispatched) {
            once("confirmed " + dispatched.dispatchKey(), entry);
        }
    }

    private void once(String what, LogEntry entry) {
        var earlier = dispatches.put(what, entry.position());
        if (earlier != null) {
            found.add(new Violation(
                    ONCE,
                    "%s at %d and at %d".formatted(what, earlier, entry.position()),
                    List.of(earlier, entry.position()),
                    Set.of(entry.event().streamId())));
        }
    }

    private void winners(TenantEvent fact, LogEntry entry) {
        var tenant = entry.event().streamId();
        switch (fact) {
            case TenantRegistered it -> takes("slug " + it.subdomainSlug().value(), tenant, entry);
            case TenantHostnameMapped it -> takes("host name " + it.hostname().value(), tenant, entry);
            case TenantHostnameUnmapped it -> {
                var name = "host name " + it.hostname().value();
                if (!tenant.equals(holders.remove(name))) {
                    found.add(Violation.at(entry.position(), ONE_WINNER, name + " was freed by another", tenant));
                }
            }
            case TenantTerminated _ -> holders.values().removeIf(tenant::equals);
            default -> {
                // Nothing is taken or freed.
            }
        }
    }

    private void takes(String name, String tenant, LogEntry entry) {
        var holder = holders.put(name, tenant);
        if (holder != null) {
            found.add(Violation.at(
                    entry.position(),
                    ONE_WINNER,
                    "%s is taken by %s while %s has it".formatted(name, tenant, holder),
                    tenant,
                    holder));
        }
    }
}
