package io.prego.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.DomainEvent;
import io.prego.event.Topics;
import io.prego.stream.EventRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Runs a topology on the test driver; given another one's changelog, it is a restart that restored its store from it. */
public final class TopologySpec implements AutoCloseable {

    private final EventRecords events;
    private final TopologyTestDriver driver;

    /** Of one feed alone. */
    public TopologySpec(StateFeed feed, Path stateDir, EventRecords events) {
        this(StateFeed.topology(Topics.TENANT, List.of(feed)), stateDir, events);
    }

    public TopologySpec(Topology topology, Path stateDir, EventRecords events) {
        this.events = events;
        var properties = new Properties();
        properties.put("application.id", "spec");
        properties.put("bootstrap.servers", "none:1");
        properties.put("state.dir", stateDir.toString());
        driver = new TopologyTestDriver(topology, properties);
    }

    public TopologySpec given(DomainEvent... facts) {
        for (var fact : facts) {
            given(events.record(fact));
        }
        return this;
    }

    public TopologySpec given(ProducerRecord<String, byte[]> record) {
        driver.createInputTopic(record.topic(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(
                        record.timestamp() == null
                                ? new TestRecord<>(record.key(), record.value(), record.headers())
                                : new TestRecord<>(record));
        return this;
    }

    /** Fills the store from what the one before wrote to its changelog, which is all that a lost disk leaves. */
    public TopologySpec restoredFrom(TopologySpec before, String store) {
        var restored = driver.<String, byte[]>getKeyValueStore(store);
        before.read("spec-%s-changelog".formatted(store)).forEach(change -> restored.put(change.key(), change.value()));
        return this;
    }

    /** The same of a store whose keys are bytes. */
    public TopologySpec restoredBytesFrom(TopologySpec before, String store) {
        var restored = driver.<Bytes, byte[]>getKeyValueStore(store);
        before.driver
                .createOutputTopic(
                        "spec-%s-changelog".formatted(store), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(change -> restored.put(Bytes.wrap(change.key()), change.value()));
        return this;
    }

    /** Asks for one more try, as the route of redrives does. */
    public TopologySpec redrive(TestRecord<String, byte[]> letter) {
        return given(new ProducerRecord<>(Topics.REDRIVES, 0, letter.key(), null, letter.headers()));
    }

    public TopologySpec later(Duration time) {
        driver.advanceWallClockTime(time);
        return this;
    }

    public List<TestRecord<String, byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** A changed node or store name moves state: so the description is committed and compared. */
    public static void assertGolden(Topology topology, String resource) {
        assertThat(topology.describe().toString()).isEqualTo(golden(resource));
    }

    private static String golden(String resource) {
        try (var in = TopologySpec.class.getResourceAsStream("/topologies/" + resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
