package io.prego.stream.parking;

import io.prego.event.deadletter.RecordPlace;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** What the parts of one running task share. */
record Task(ProcessorContext<String, byte[]> context, ParkedStore store, Letters letters, ParkedCounts counts) {

    String consumer() {
        return counts.consumer();
    }

    /** The wall clock: when something was parked is no part of any state. */
    Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    /** Where the record stands that is being processed. */
    RecordPlace place() {
        var metadata = context.recordMetadata().orElseThrow();
        return new RecordPlace(metadata.topic(), metadata.partition(), metadata.offset());
    }

    void count(long keys, long records) {
        counts.add(partition(), keys, records);
    }

    String partition() {
        return Integer.toString(context.taskId().partition());
    }
}
