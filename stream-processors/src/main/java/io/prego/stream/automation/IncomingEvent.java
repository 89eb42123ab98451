package io.prego.stream.automation;

import io.prego.event.CloudEvent;
import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import io.prego.event.codec.EventCodec;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.schema.Schemas;
import io.prego.stream.running.TextHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** An event with the place where it was read. */
public record IncomingEvent(TopicPartition partition, long offset, RecordedEvent envelope, DomainEvent fact) {

    private static final EventCodec CODEC = new EventCodec(Schemas.committed());

    /** The event of a record if it is of this family; null when it is another or of an unknown type. */
    static @Nullable IncomingEvent read(ConsumerRecord<String, byte[]> record, Class<? extends DomainEvent> family) {
        var name = TextHeaders.find(record.headers(), CloudEvent.TYPE);
        if (name == null || record.value() == null) {
            throw new UndecodableEvent("the record at %s-%d offset %d is no event"
                    .formatted(record.topic(), record.partition(), record.offset()));
        }
        var type = EventCatalogue.find(name);
        if (type == null || !family.isAssignableFrom(type.event())) {
            return null;
        }
        var envelope = CloudEvent.read(TextHeaders.toMap(record.headers()), record.value());
        var fact = CODEC.decode(envelope);
        var partition = new TopicPartition(record.topic(), record.partition());
        return fact == null ? null : new IncomingEvent(partition, record.offset(), envelope, fact);
    }
}
