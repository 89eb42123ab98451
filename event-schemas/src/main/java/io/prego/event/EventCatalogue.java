package io.prego.event;

import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCallbackRejected;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCancelled;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchAttempted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatched;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobPlacementDecided;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRetryRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageStarted;
import io.prego.event.tenant.TenantEvent;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantHostnameMapped;
import io.prego.event.tenant.TenantEvent.TenantHostnameUnmapped;
import io.prego.event.tenant.TenantEvent.TenantProvisioningFailed;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.event.tenant.TenantEvent.TenantRegistered;
import io.prego.event.tenant.TenantEvent.TenantTerminated;
import io.prego.event.tenant.TenantEvent.TenantTrialStarted;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every type of event with its name, its stream and its topic. A name is fixed by the first event that carries it. */
public final class EventCatalogue {

    /** The sealed families of facts, one per capability. */
    public static final List<Class<? extends DomainEvent>> FAMILIES =
            List.of(TenantEvent.class, ProvisioningEvent.class);

    private static final StreamType TENANT = new StreamType("tenant", Topics.TENANT, "tenant", "tenant");
    private static final StreamType PROVISION_JOB = new StreamType("provision_job", Topics.TENANT, "job", "tenant");

    /** In the order of the contract. */
    public static final List<EventType> TYPES = List.of(
            new EventType("tenant.registered", TenantRegistered.class, TENANT),
            new EventType("tenant.trial_started", TenantTrialStarted.class, TENANT),
            new EventType("tenant.provisioning_started", TenantProvisioningStarted.class, TENANT),
            new EventType("tenant.provisioning_failed", TenantProvisioningFailed.class, TENANT),
            new EventType("tenant.activated", TenantActivated.class, TENANT),
            new EventType("tenant.terminated", TenantTerminated.class, TENANT),
            new EventType("tenant.hostname_mapped", TenantHostnameMapped.class, TENANT),
            new EventType("tenant.hostname_unmapped", TenantHostnameUnmapped.class, TENANT),
            new EventType("provision_job.requested", ProvisionJobRequested.class, PROVISION_JOB),
            new EventType("provision_job.placement_decided", ProvisionJobPlacementDecided.class, PROVISION_JOB),
            new EventType("provision_job.dispatch_attempted", ProvisionJobDispatchAttempted.class, PROVISION_JOB),
            new EventType("provision_job.dispatched", ProvisionJobDispatched.class, PROVISION_JOB),
            new EventType("provision_job.dispatch_failed", ProvisionJobDispatchFailed.class, PROVISION_JOB),
            new EventType("provision_job.stage_started", ProvisionJobStageStarted.class, PROVISION_JOB),
            new EventType("provision_job.stage_completed", ProvisionJobStageCompleted.class, PROVISION_JOB),
            new EventType("provision_job.stage_failed", ProvisionJobStageFailed.class, PROVISION_JOB),
            new EventType("provision_job.completed", ProvisionJobCompleted.class, PROVISION_JOB),
            new EventType("provision_job.failed", ProvisionJobFailed.class, PROVISION_JOB),
            new EventType("provision_job.retry_requested", ProvisionJobRetryRequested.class, PROVISION_JOB),
            new EventType("provision_job.cancelled", ProvisionJobCancelled.class, PROVISION_JOB),
            new EventType("provision_job.callback_rejected", ProvisionJobCallbackRejected.class, PROVISION_JOB));

    private static final Map<String, EventType> BY_NAME =
            TYPES.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));
    private static final Map<Class<? extends DomainEvent>, EventType> BY_CLASS =
            TYPES.stream().collect(Collectors.toUnmodifiableMap(EventType::event, Function.identity()));

    private static final Map<String, StreamType> STREAMS = TYPES.stream()
            .map(EventType::stream)
            .distinct()
            .collect(Collectors.toUnmodifiableMap(StreamType::name, Function.identity()));

    private EventCatalogue() {}

    /** The type of this name, or null when this version of the code does not know it: a later one may. */
    public static @Nullable EventType find(String name) {
        return BY_NAME.get(name);
    }

    /** The type of this fact; {@link IllegalStateException} when the catalogue forgot it, which a test rules out. */
    public static EventType of(DomainEvent fact) {
        var type = BY_CLASS.get(fact.getClass());
        if (type == null) {
            throw new IllegalStateException(fact.getClass() + " is not in the catalogue");
        }
        return type;
    }

    /** The record key under which a recorded event is published, by its stream: its type may be newer than this code. */
    public static String recordKey(RecordedEvent event) {
        var key = event.tag(stream(event).keyTag());
        return key == null ? event.streamId() : key;
    }

    /** The topic of a recorded event, by its stream. */
    public static String topic(RecordedEvent event) {
        return stream(event).topic();
    }

    /** {@link IllegalStateException} for a stream that only later code knows: in a wrong topic it would stay for ever. */
    private static StreamType stream(RecordedEvent event) {
        var stream = STREAMS.get(event.streamType());
        if (stream == null) {
            throw new IllegalStateException(
                    "streams of the type %s are newer than this node".formatted(event.streamType()));
        }
        return stream;
    }
}
