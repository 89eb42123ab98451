package io.prego.command.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.Topics;
import io.prego.event.schema.Schemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Somebody who has the schemas and a Kafka client, and nothing of ours. */
@ResourceLock("relay-kafka")
class ForeignConsumerTest {

    private final String kafka = RelayRun.kafka();

    @Test
    void an_event_is_read_by_its_schema_id_and_its_headers() throws Exception {
        TestTopics.delete(kafka);
        try (var log = TestLog.fresh();
                var run = RelayRun.start(log, kafka, 10)) {
            run.awaitPosition(log.append(1));
            var found = Published.records(kafka).getFirst();
            var recorded = log.events.read(0, 1).getFirst();

            assertThat(found.topic()).isEqualTo(Topics.TENANT);
            assertThat(new String(found.key(), StandardCharsets.UTF_8))
                    .isEqualTo(TestLog.tenant(0).toString());
            assertThat(found.timestamp()).isEqualTo(recorded.recordedAt().toEpochMilli());
            assertThat(decoded(found).getSchema().getFullName()).isEqualTo("io.prego.tenant.TenantTrialStarted");
            assertThat(decoded(found).get("tenant_id"))
                    .hasToString(TestLog.tenant(0).toString());
            assertThat(Published.headers(found))
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_id", recorded.eventId().toString())
                    .containsEntry("ce_type", "tenant.trial_started")
                    .containsEntry("ce_position", "1")
                    .containsEntry("ce_trace", "trace_1")
                    .containsEntry("ce_time", "2026-03-01T12:00:00.000001Z")
                    .containsEntry("content-type", "application/avro");
        }
    }

    private static GenericRecord decoded(ConsumerRecord<byte[], byte[]> found) throws IOException {
        var value = ByteBuffer.wrap(found.value());
        assertThat(value.get()).isZero();
        var schema =
                Objects.requireNonNull(Schemas.committed().find(value.getInt())).schema();
        var payload = new byte[value.remaining()];
        value.get(payload);
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(payload, null));
    }
}
