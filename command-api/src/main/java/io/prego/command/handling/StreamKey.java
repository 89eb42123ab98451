package io.prego.command.handling;

import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;

/**
 * What names one stream. The id alone does not: streams of several types belong to one tenant and carry its id.
 *
 * @param type such as {@code provision_job}
 */
public record StreamKey(String type, String id) {

    static StreamKey of(DomainEvent fact) {
        var type = EventCatalogue.of(fact);
        return new StreamKey(type.stream().name(), type.streamId(fact));
    }

    static StreamKey of(RecordedEvent event) {
        return new StreamKey(event.streamType(), event.streamId());
    }
}
