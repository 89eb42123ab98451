package io.prego.fold.tenant;

import io.prego.event.RecordedEvent;
import io.prego.event.tenant.TenantDirectoryEntry;
import io.prego.event.tenant.TenantEvent;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantHostnameUnmapped;
import io.prego.event.tenant.TenantEvent.TenantProvisioningFailed;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.event.tenant.TenantEvent.TenantTrialStarted;
import io.prego.event.tenant.TenantStatus;
import io.prego.fold.CorruptHistory;
import io.prego.kernel.JobId;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** What the directory says of a tenant after each of its events. */
public final class TenantDirectoryFold {

    private TenantDirectoryFold() {}

    /**
     * The entry after one more event.
     *
     * @param state null before the first event
     * @param envelope of that event; gives times, version and position
     * @throws CorruptHistory when the event cannot follow the state (section 2.1 of the contract)
     */
    public static TenantDirectoryEntry evolve(
            @Nullable TenantDirectoryEntry state, TenantEvent event, RecordedEvent envelope) {
        if (event instanceof TenantRegistered registered) {
            return first(state, registered, envelope);
        }
        if (state == null) {
            throw new CorruptHistory(envelope, "the tenant was not registered");
        }
        CorruptHistory.unlessLater(envelope, state.streamVersion());
        return next(state, event, envelope);
    }

    private static TenantDirectoryEntry next(TenantDirectoryEntry state, TenantEvent event, RecordedEvent envelope) {
        return switch (event) {
            case TenantRegistered _ -> throw new CorruptHistory(envelope, "the tenant was registered before");
            case TenantTrialStarted _, TenantHostnameMapped _, TenantHostnameUnmapped _ ->
                changed(state, envelope, state.status(), state.jobId(), state.canonicalHostname());
            case TenantProvisioningStarted started -> {
                expect(envelope, state, EnumSet.of(TenantStatus.PROVISIONING, TenantStatus.FAILED));
                yield changed(state, envelope, TenantStatus.PROVISIONING, started.jobId(), state.canonicalHostname());
            }
            case TenantProvisioningFailed failed -> {
                expect(envelope, state, EnumSet.of(TenantStatus.PROVISIONING));
                yield changed(state, envelope, TenantStatus.FAILED, failed.jobId(), state.canonicalHostname());
            }
            case TenantActivated activated -> {
                expect(envelope, state, EnumSet.of(TenantStatus.PROVISIONING));
                yield changed(state, envelope, TenantStatus.ACTIVE, activated.jobId(), activated.canonicalHostname());
            }
            case TenantTerminated _ -> {
                expect(envelope, state, EnumSet.of(TenantStatus.ACTIVE, TenantStatus.FAILED));
                yield changed(state, envelope, TenantStatus.TERMINATED, state.jobId(), state.canonicalHostname());
            }
        };
    }

    private static TenantDirectoryEntry first(
            @Nullable TenantDirectoryEntry state, TenantRegistered registered, RecordedEvent envelope) {
        if (state != null) {
            throw new CorruptHistory(envelope, "the tenant was registered before");
        }
        return new TenantDirectoryEntry(
                registered.tenantId(),
                registered.companyName(),
                registered.subdomainSlug(),
                registered.canonicalHostname(),
                TenantStatus.PROVISIONING,
                registered.region(),
                registered.planTier(),
                null,
                null,
                null,
                envelope.recordedAt(),
                envelope.recordedAt(),
                envelope.streamVersion(),
                envelope.position());
    }

    private static TenantDirectoryEntry changed(
            TenantDirectoryEntry state,
            RecordedEvent envelope,
            TenantStatus status,
            @Nullable JobId jobId,
            String canonicalHostname) {
        return new TenantDirectoryEntry(
                state.tenantId(),
                state.companyName(),
                state.subdomainSlug(),
                canonicalHostname,
                status,
                state.region(),
                state.planTier(),
                state.connectorKind(),
                state.connectorCredentialRef(),
                jobId,
                state.createdAt(),
                envelope.recordedAt(),
                envelope.streamVersion(),
                envelope.position());
    }

    private static void expect(RecordedEvent envelope, TenantDirectoryEntry state, EnumSet<TenantStatus> allowed) {
        if (!allowed.contains(state.status())) {
            throw new CorruptHistory(envelope, "the tenant is " + state.status());
        }
    }
}
