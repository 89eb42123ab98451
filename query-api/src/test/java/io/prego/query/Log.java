package io.prego.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.CloudEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import io.prego.event.Topics;
import io.prego.event.Wire;
import io.prego.event.codec.RecordCodec;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.HostnameEntry;
import io.prego.event.tenant.TenantDirectoryEntry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stands in for what writes: appends to the log, and publishes events and states when it is told to. */
final class Log {

    private final String jdbcUrl;
    private final String bootstrapServers;
    private final Producer<String, byte[]> producer;
    private final RecordCodec<TenantDirectoryEntry> tenants =
            new RecordCodec<>(TenantDirectoryEntry.class, "io.prego.tenant.TenantDirectoryEntry", Schemas.committed());
    private final RecordCodec<ProvisioningState> jobs =
            new RecordCodec<>(ProvisioningState.class, "io.prego.provisioning.ProvisioningState", Schemas.committed());
    private final RecordCodec<HostnameEntry> hostnames =
            new RecordCodec<>(HostnameEntry.class, "io.prego.tenant.HostnameEntry", Schemas.committed());
    private long head;

    Log(String jdbcUrl, String bootstrapServers) {
        this.jdbcUrl = jdbcUrl;
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "world", "retry.backoff.ms", "1"),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    long head() {
        return head;
    }

    /** Each event takes the next position. */
    void append(List<RecordedEvent> events) {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.prepareStatement("""
                    INSERT INTO log.event (position, recorded_at, occurred_at, stream_version, event_id, schema_id,
                        append_index, append_size, type, stream_type, stream_id, tags, actor, tenant_id, trace_id,
                        salt, payload)
                    VALUES (?, ?, ?, ?, ?, ?, 0, 1, ?, ?, ?, ?, ?, ?, ?, decode(repeat('00', 16), 'hex'), ?)
                    """);
                var tags = connection.prepareStatement(
                        "INSERT INTO log.event_tag (tag, position) SELECT unnest(tags), position FROM log.event"
                                + " WHERE position = ?")) {
            for (var event : events) {
                statement.setLong(1, event.position());
                statement.setObject(2, event.recordedAt().atOffset(ZoneOffset.UTC));
                statement.setObject(3, event.occurredAt().atOffset(ZoneOffset.UTC));
                statement.setLong(4, event.streamVersion());
                statement.setObject(5, event.eventId());
                statement.setInt(6, event.schemaId());
                statement.setString(7, event.type());
                statement.setString(8, event.streamType());
                statement.setString(9, event.streamId());
                statement.setArray(
                        10, connection.createArrayOf("text", event.tags().toArray()));
                statement.setString(11, event.actor());
                statement.setString(12, event.tenantId());
                statement.setString(13, event.traceId());
                statement.setBytes(14, event.payload());
                statement.executeUpdate();
                tags.setLong(1, event.position());
                tags.executeUpdate();
                head = event.position();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As relay and topologies do: the events, what was folded of them, then that all of it is published. */
    void publish(
            List<RecordedEvent> events,
            List<TenantDirectoryEntry> tenantVersions,
            List<ProvisioningState> jobVersions,
            List<HostnameEntry> hostnameVersions) {
        send(events, tenantVersions, jobVersions, hostnameVersions);
        published();
    }

    /** The same, while more is being published: nothing says yet that all of it is. */
    void send(
            List<RecordedEvent> events,
            List<TenantDirectoryEntry> tenantVersions,
            List<ProvisioningState> jobVersions,
            List<HostnameEntry> hostnameVersions) {
        producer.beginTransaction();
        for (var event : events) {
            var published = new ProducerRecord<>(
                    EventCatalogue.topic(event), EventCatalogue.recordKey(event), CloudEvent.value(event));
            CloudEvent.headers(event)
                    .forEach((name, value) -> published.headers().add(name, value.getBytes(UTF_8)));
            producer.send(published);
        }
        for (var tenant : tenantVersions) {
            var value = Wire.frame(tenants.schemaId(), tenants.encode(tenant));
            producer.send(new ProducerRecord<>(
                    Topics.TENANT_DIRECTORY, tenant.tenantId().value(), value));
        }
        for (var job : jobVersions) {
            var value = Wire.frame(jobs.schemaId(), jobs.encode(job));
            producer.send(
                    new ProducerRecord<>(Topics.PROVISIONING_STATE, job.jobId().value(), value));
        }
        for (var hostname : hostnameVersions) {
            var value = Wire.frame(hostnames.schemaId(), hostnames.encode(hostname));
            producer.send(new ProducerRecord<>(Topics.HOSTNAME_MAP, hostname.hostname(), value));
        }
        producer.commitTransaction();
    }

    /** A record that nothing can be made of. */
    void publishPoison(String topic, String key) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, key, new byte[] {'?'}));
        producer.commitTransaction();
        published();
    }

    /** A record without value, such as a mark in a feed or how a dead letter stands. */
    void publishHeaders(String topic, String key, Map<String, String> headers) {
        producer.beginTransaction();
        var record = new ProducerRecord<String, byte[]>(topic, key, null);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        producer.send(record);
        producer.commitTransaction();
        published();
    }

    /** Says that everything in the log is published. */
    void published() {
        commitOffsets(Topics.TENANT_STATES);
        var published = Long.toString(head).getBytes(UTF_8);
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(Topics.PROGRESS, 0, "log", published));
        producer.commitTransaction();
    }

    private void commitOffsets(String group) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var asked = new HashMap<TopicPartition, OffsetSpec>();
            for (var partition = 0; partition < 8; partition++) {
                asked.put(new TopicPartition(Topics.TENANT, partition), OffsetSpec.latest());
            }
            var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
            admin.listOffsets(asked)
                    .all()
                    .get()
                    .forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When the last event was recorded, as the next one's earliest time. */
    Instant clock() {
        return Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }
}
