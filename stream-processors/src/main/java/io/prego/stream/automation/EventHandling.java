package io.prego.stream.automation;

import io.prego.event.DomainEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Has an automation act on events, and parks the key of one that cannot be read or acted on. For one thread. */
final class EventHandling {

    private final Automation automation;
    private final Class<? extends DomainEvent> family;
    private final ParkedEvents parked;

    EventHandling(Automation automation, Class<? extends DomainEvent> family, ParkedEvents parked) {
        this.automation = automation;
        this.family = family;
        this.parked = parked;
    }

    void handle(Iterable<ConsumerRecord<String, byte[]>> records) throws Exception {
        var events = new ArrayList<IncomingEvent>();
        var sources = new ArrayList<ConsumerRecord<String, byte[]>>();
        for (var record : records) {
            var event = read(record);
            if (event != null) {
                events.add(event);
                sources.add(record);
            }
        }
        try {
            automation.handle(events);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException _) {
            handleOneByOne(sources);
        }
    }

    /** Null when it is none of the family, or waits. */
    private @Nullable IncomingEvent read(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        if (parked.waits(record)) {
            return null;
        }
        try {
            return IncomingEvent.read(record, family);
        } catch (RuntimeException e) {
            parked.park(record, e);
            return null;
        }
    }

    /** Finds the event that fails: every effect bears being repeated. */
    private void handleOneByOne(List<ConsumerRecord<String, byte[]>> records) throws Exception {
        for (var record : records) {
            if (parked.waits(record)) {
                continue;
            }
            try {
                actOn(record);
            } catch (KafkaException e) {
                throw e;
            } catch (RuntimeException e) {
                parked.park(record, e);
            }
        }
    }

    /** Throws when the event cannot be read or acted on. */
    void actOn(ConsumerRecord<String, byte[]> record) throws Exception {
        var event = IncomingEvent.read(record, family);
        if (event != null) {
            automation.handle(List.of(event));
        }
    }
}
