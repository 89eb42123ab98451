package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What anybody's Kafka client sees, with nothing of ours but the schema route. */
class ForeignConsumerTest {

    @TempDir
    private static Path data;

    private static PregoProcess prego;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        prego = PregoProcess.start(data, Map.of());
        client = prego.client();
        for (var i = 0; i < 10; i++) {
            client.awaitJob(client.register("foreign-" + i).text("job_id"), "Completed");
        }
        client.await(
                () -> client.get("/internal/tenants-directory?status=active"),
                answer -> answer.body().get("items").size() == 10);
    }

    @AfterAll
    static void stop() {
        prego.close();
    }

    @Test
    void the_event_topic_holds_the_log_each_event_once_and_each_key_in_order() {
        var positions = new ArrayList<Long>();
        var lastByKey = new HashMap<String, Long>();
        for (var event : Published.read(prego.kafka(), "prego.tenant.v1")) {
            var position = Long.parseLong(Published.header(event, "ce_position"));
            positions.add(position);
            assertThat(lastByKey.getOrDefault(event.key(), 0L)).isLessThan(position);
            lastByKey.put(event.key(), position);
            assertThat(decode(event).getSchema().getFullName()).startsWith("io.prego.");
            assertThat(Published.header(event, "ce_specversion")).isEqualTo("1.0");
            assertThat(Published.header(event, "content-type")).isEqualTo("application/avro");
        }
        assertThat(positions.stream().sorted().toList())
                .isEqualTo(IntStream.rangeClosed(1, positions.size())
                        .mapToObj(Long::valueOf)
                        .toList());
    }

    @Test
    void the_latest_topic_reconstructs_the_directory_that_the_api_answers() {
        var latest = new TreeMap<String, String>();
        for (var entry : Published.read(prego.kafka(), "prego.latest.tenant.v1")) {
            var tenant = decode(entry);
            latest.put(entry.key(), tenant.get("subdomain_slug") + " " + tenant.get("status"));
        }
        var directory = new TreeMap<String, String>();
        for (var item : client.get("/internal/tenants-directory").body().get("items")) {
            directory.put(
                    item.get("tenant_id").asString(),
                    item.get("subdomain_slug").asString() + " "
                            + item.get("status").asString());
        }
        assertThat(latest).isEqualTo(directory);
    }

    private static GenericRecord decode(ConsumerRecord<String, byte[]> event) {
        var value = ByteBuffer.wrap(event.value());
        assertThat(value.get()).isZero();
        var answer = client.get("/schemas/ids/" + value.getInt());
        var schema = new Schema.Parser().parse(answer.text("schema"));
        try {
            var decoder = DecoderFactory.get().binaryDecoder(event.value(), 5, event.value().length - 5, null);
            return new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
