package io.prego.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prego.event.codec.EventCodec;
import io.prego.event.schema.Schemas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AsyncApiTest {

    /** Topics between Prego's own parts. */
    private static final Set<String> INTERNAL = Set.of(Topics.COMMANDS, Topics.DEAD_LETTERS, Topics.REDRIVES);

    private final JsonNode document = read();

    @Test
    void it_describes_each_topic_that_others_may_read() {
        var described = new TreeSet<String>();
        document.path("channels")
                .forEach(channel -> described.add(channel.path("address").asText()));
        var readable = new TreeSet<String>();
        Topics.ALL.stream()
                .map(Topics.Topic::name)
                .filter(topic -> !INTERNAL.contains(topic))
                .forEach(readable::add);
        assertThat(described).isEqualTo(readable);
    }

    @Test
    void it_describes_each_event_with_its_newest_schema_in_its_topic() {
        for (var type : EventCatalogue.TYPES) {
            var name = type.event().getSimpleName();
            var message = document.path("components").path("messages").path(name);
            assertThat(message.path("name").asText()).isEqualTo(type.name());
            assertThat(new Schema.Parser()
                            .parse(message.path("payload").path("schema").toString()))
                    .isEqualTo(Schemas.committed()
                            .latest(EventCodec.subject(type.event()))
                            .schema());
            var channels = new ArrayList<String>();
            document.path("channels").forEach(channel -> {
                if (channel.path("messages").has(name)) {
                    channels.add(channel.path("address").asText());
                }
            });
            assertThat(channels).containsExactly(type.stream().topic());
        }
    }

    @Test
    void each_number_of_partitions_is_the_one_that_is_made() {
        for (var topic : Topics.ALL) {
            document.path("channels").forEach(channel -> {
                if (channel.path("address").asText().equals(topic.name())) {
                    assertThat(channel.at("/bindings/kafka/partitions").asInt()).isEqualTo(topic.partitions());
                }
            });
        }
    }

    private static JsonNode read() {
        try (var in = AsyncApiTest.class.getResourceAsStream("/asyncapi.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
