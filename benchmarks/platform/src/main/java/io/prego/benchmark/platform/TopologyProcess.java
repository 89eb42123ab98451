package io.prego.benchmark.platform;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.benchmark.CandidateProcess;
import io.prego.benchmark.Measurements;
import io.prego.event.CloudEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import io.prego.event.Topics;
import io.prego.event.codec.EventCodec;
import io.prego.event.codec.RecordCodec;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.TenantDirectoryEntry;
import io.prego.event.tenant.TenantEvent;
import io.prego.fold.tenant.TenantDirectoryFold;
import io.prego.stream.feed.StateFeed;
import io.prego.stream.feed.StateFeeds;
import io.prego.stream.feed.StateFold;
import io.prego.stream.running.BrokerWatch;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.StreamSettings;
import io.prego.stream.running.Supervised;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One topology from the first to the last record of a topic, run as the product runs its own: exactly once, with the same
 * settings. Arguments: bootstrap servers, folder, {@code directory} (the product's fold of tenants) or {@code trivial}
 * (filter, group by key, count), tenants.
 */
public final class TopologyProcess {

    private static final String COUNTS = "benchmark.counts";
    private static final int LOOK_MS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final StateFold<TenantEvent, TenantDirectoryEntry> FOLD = new StateFold<>(
            TenantEvent.class,
            event -> event.tenantId().value(),
            TenantDirectoryEntry::tenantId,
            TenantDirectoryEntry::position,
            TenantDirectoryFold::evolve,
            new RecordCodec<>(TenantDirectoryEntry.class, "io.prego.tenant.TenantDirectoryEntry", Schemas.committed()));

    private TopologyProcess() {}

    public static void main(String[] args) throws Exception {
        var clients = new KafkaClients(args[0], "1");
        var name = args[2];
        var settings = new StreamSettings(Path.of(args[1]).resolve(name), "1", 1, null, Duration.ofMillis(10));
        makeTopics(clients);
        publish(args[0], Integer.parseInt(args[3]));
        var watch = new BrokerWatch(clients);
        watch.start();
        var output = name.equals("trivial") ? COUNTS : Topics.TENANT_DIRECTORY;
        var running = running(name, new StateFeeds(clients, settings, watch));
        CandidateProcess.awaitGo();
        running.start();
        System.out.println(measured(clients, "benchmark-" + name)
                .with("lost", missing(args[0], output, 3 * Integer.parseInt(args[3])))
                .line());
        CandidateProcess.end();
    }

    private static Supervised running(String name, StateFeeds feeds) {
        var application = "benchmark-" + name;
        if (name.equals("trivial")) {
            return feeds.run(application, List.of(Topics.TENANT, COUNTS), TopologyProcess::trivial, Map::of);
        }
        var outputs = List.of(Topics.TENANT_DIRECTORY, Topics.LATEST_TENANT);
        return feeds.run(
                application,
                Topics.TENANT,
                List.of(StateFeed.of(application, "tenant-directory", outputs, FOLD, new SimpleMeterRegistry())));
    }

    private static Topology trivial() {
        var builder = new StreamsBuilder();
        var store = Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("counts")
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long())
                .withCachingDisabled();
        builder.stream(
                        Topics.TENANT,
                        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("read"))
                .filter((_, value) -> value.length > 0, Named.as("filter"))
                .groupByKey(Grouped.with("group", Serdes.String(), Serdes.ByteArray()))
                .count(Named.as("count"), store)
                .toStream(Named.as("changes"))
                .to(COUNTS, Produced.with(Serdes.String(), Serdes.Long()).withName("write"));
        return builder.build();
    }

    /** From its first commit on, so that joining the group does not count. */
    private static Measurements measured(KafkaClients clients, String group) throws Exception {
        try (var admin = clients.admin()) {
            var end = ends(admin, Topics.TENANT);
            var begun = 0L;
            var from = 0L;
            while (true) {
                var done = done(admin, group);
                if (done > 0 && begun == 0) {
                    begun = System.nanoTime();
                    from = done;
                }
                if (done >= end) {
                    var seconds = (System.nanoTime() - begun) / 1e9;
                    return new Measurements(Map.of(
                            "records", (double) end,
                            "measured", (double) (end - from),
                            "records_per_s", (end - from) / seconds));
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        }
    }

    /** Each event makes one version of one state: so many committed records, and no more, must stand in the output. */
    private static double missing(String bootstrapServers, String topic, int wanted) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var count = 0;
            for (var found = consumer.poll(PATIENCE); !found.isEmpty(); found = consumer.poll(PATIENCE)) {
                count += found.count();
            }
            return Math.abs(wanted - count);
        }
    }

    private static long done(Admin admin, String group) throws Exception {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(one -> one.getKey().topic().equals(Topics.TENANT))
                .mapToLong(one -> one.getValue().offset())
                .sum();
    }

    private static long ends(Admin admin, String topic) throws Exception {
        var partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(description -> description.partitions().stream())
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()), _ -> OffsetSpec.latest()));
        return admin.listOffsets(partitions).all().get().values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    private static void makeTopics(KafkaClients clients) throws Exception {
        var topics = Topics.ALL.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                .collect(Collectors.toList());
        topics.add(new NewTopic(COUNTS, 8, (short) 1));
        try (var admin = clients.admin()) {
            admin.createTopics(topics).all().get();
        }
    }

    /** Three events of each tenant, as the relay would write them. */
    private static void publish(String bootstrapServers, int tenants) {
        var codec = new EventCodec(Schemas.committed());
        // The first batches for a new partition may overtake one another, and are refused then.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "linger.ms", 5, "max.in.flight.requests.per.connection", 1);
        var failed = new AtomicReference<@Nullable Exception>();
        var position = 0L;
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (var number = 1; number <= tenants; number++) {
                var version = 0;
                for (var fact : new History(number).ofTenant()) {
                    var type = EventCatalogue.of(fact);
                    var encoded = codec.encode(fact);
                    var event = new RecordedEvent(
                            ++position,
                            UUID.randomUUID(),
                            type.name(),
                            encoded.schemaId(),
                            type.stream().name(),
                            type.streamId(fact),
                            ++version,
                            List.of(),
                            Instant.now(),
                            Instant.now(),
                            "service:benchmark",
                            fact.tenantId().value(),
                            null,
                            null,
                            null,
                            null,
                            encoded.payload());
                    var record = new ProducerRecord<>(
                            EventCatalogue.topic(event), EventCatalogue.recordKey(event), CloudEvent.value(event));
                    CloudEvent.headers(event)
                            .forEach((header, value) ->
                                    record.headers().add(header, value.getBytes(StandardCharsets.UTF_8)));
                    var _ = producer.send(record, (_, thrown) -> failed.compareAndSet(null, thrown));
                }
            }
        }
        if (failed.get() != null) {
            throw new IllegalStateException("not all could be published", failed.get());
        }
    }
}
