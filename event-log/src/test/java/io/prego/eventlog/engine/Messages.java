package io.prego.eventlog.engine;

import com.github.f4b6a3.uuid.UuidCreator;
import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.tenant.TenantEvent;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.kernel.JobId;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/** Messages about numbered tenants, each of which is a stream. */
final class Messages {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final JobId JOB = new JobId("job_%032x".formatted(1));

    private Messages() {}

    static TaggedEventMessage<?> activated(int stream, Tag... tags) {
        return message(new TenantActivated(tenant(stream), JOB, "site-" + stream, "t.example"), tags);
    }

    static TaggedEventMessage<?> started(int stream, Tag... tags) {
        return message(new TenantProvisioningStarted(tenant(stream), JOB, 1), tags);
    }

    static Tag tag(String key, int value) {
        return new Tag(key, Integer.toString(value));
    }

    static Tag tenantTag(int stream) {
        return new Tag("tenant", tenant(stream).value());
    }

    /** Which tenant a message is about. */
    static TenantId stream(EventMessage message) {
        return ((TenantEvent) message.payload()).tenantId();
    }

    private static TenantId tenant(int stream) {
        return new TenantId("tnt_%032x".formatted(stream));
    }

    private static TaggedEventMessage<?> message(DomainEvent fact, Tag... tags) {
        var all = new HashSet<>(List.of(tags));
        fact.tags().forEach(tag -> all.add(new Tag(tag.key(), tag.value())));
        var message = new GenericEventMessage(
                UuidCreator.getTimeOrderedEpoch().toString(),
                new MessageType(EventCatalogue.of(fact).name()),
                fact,
                Map.of("actor", "service:test"),
                NOON);
        return new GenericTaggedEventMessage<>(message, all);
    }
}
