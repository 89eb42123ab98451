package io.prego.stream.parking;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Record;

/** What came of taking a record through a step. */
sealed interface Attempt {

    /** It is processed. */
    record Done() implements Attempt {}

    /** It changed nothing, and would not the next time either. */
    record Failed(RuntimeException thrown) implements Attempt {}

    static Attempt at(Record<String, byte[]> record, Step step) {
        Step.Effect effect;
        try {
            effect = step.judge(record);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            return new Failed(e);
        }
        effect.take();
        return new Done();
    }
}
