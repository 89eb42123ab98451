package io.prego.stream.parking;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** What a topology does about one record, in two halves, so that a record which cannot be processed leaves no trace. */
public interface Step {

    void init(ProcessorContext<String, byte[]> context);

    /**
     * Decides what the record leads to and changes nothing. Whatever it throws parks the record's key, except for a
     * {@link org.apache.kafka.common.KafkaException}: that is the store's or the broker's fault, and stops the topology.
     */
    Effect judge(Record<String, byte[]> record);

    /** Changes stores and sends records; must not find fault with the record any more. */
    @FunctionalInterface
    interface Effect {
        Effect NONE = () -> {};

        void take();
    }
}
