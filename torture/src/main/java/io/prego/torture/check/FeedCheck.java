package io.prego.torture.check;

import io.prego.event.Topics;
import io.prego.event.Wire;
import io.prego.event.codec.RecordCodec;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.HostnameEntry;
import io.prego.event.tenant.TenantDirectoryEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The state feeds beside a fresh replay: every version once, in order within its key; and the compacted twins. */
final class FeedCheck {

    private static final String ONCE = "a state feed holds every version once";
    private static final String LATEST = "a compacted feed holds the current version";
    private static final int SHOWN_MAX = 5;

    private final Schemas schemas = Schemas.committed();
    private final String bootstrapServers;
    private final List<Violation> found = new ArrayList<>();

    private FeedCheck(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    static List<Violation> of(Replay replay, String bootstrapServers) {
        var check = new FeedCheck(bootstrapServers);
        var tenants = check.codec(TenantDirectoryEntry.class, "io.prego.tenant.TenantDirectoryEntry");
        var jobs = check.codec(ProvisioningState.class, "io.prego.provisioning.ProvisioningState");
        var hostnames = check.codec(HostnameEntry.class, "io.prego.tenant.HostnameEntry");
        check.versions(Topics.TENANT_DIRECTORY, tenants, replay.tenants(), null);
        check.versions(Topics.PROVISIONING_STATE, jobs, replay.jobs(), null);
        // Events of several tenants make them, in any order of their positions.
        check.versions(Topics.HOSTNAME_MAP, hostnames, replay.hostnames(), HostnameEntry::position);
        check.latest(Topics.LATEST_TENANT, tenants, replay.tenants());
        check.latest(Topics.LATEST_HOSTNAME, hostnames, replay.hostnames());
        return check.found;
    }

    private <T extends Record> RecordCodec<T> codec(Class<T> type, String subject) {
        return new RecordCodec<>(type, subject, schemas);
    }

    private <T extends Record> void versions(
            String topic,
            RecordCodec<T> codec,
            SortedMap<String, NavigableMap<Long, T>> replayed,
            @Nullable ToLongFunction<T> order) {
        var contents = Topic.read(bootstrapServers, topic);
        found.addAll(TopicCheck.hidden(contents));
        var feed = new HashMap<String, List<T>>();
        for (var record : contents.records()) {
            feed.computeIfAbsent(record.key(), _ -> new ArrayList<>()).add(decoded(codec, record));
        }
        var shown = 0;
        for (var key : keys(feed, replayed)) {
            var is = feed.getOrDefault(key, new ArrayList<>());
            if (order != null) {
                is.sort(Comparator.comparingLong(order));
            }
            var versions = replayed.get(key);
            var should = versions == null ? List.<T>of() : List.copyOf(versions.values());
            if (!is.equals(should) && shown++ < SHOWN_MAX) {
                found.add(Violation.of(ONCE, "%s, %s: %s".formatted(topic, key, difference(should, is)), key));
            }
        }
    }

    private static <T> String difference(List<T> should, List<T> is) {
        for (var i = 0; i < Math.max(should.size(), is.size()); i++) {
            var expected = i < should.size() ? should.get(i) : "nothing";
            var found = i < is.size() ? is.get(i) : "nothing";
            if (!expected.equals(found)) {
                return "version %d of %d should be %s and is %s".formatted(i + 1, should.size(), expected, found);
            }
        }
        return "none";
    }

    private <T extends Record> void latest(
            String topic, RecordCodec<T> codec, SortedMap<String, NavigableMap<Long, T>> replayed) {
        var contents = Topic.read(bootstrapServers, topic);
        found.addAll(TopicCheck.hidden(contents));
        var latest = new HashMap<String, ConsumerRecord<String, byte[]>>();
        contents.records().forEach(record -> latest.put(record.key(), record));
        var shown = 0;
        for (var key : keys(latest, replayed)) {
            var record = latest.get(key);
            var versions = replayed.get(key);
            var should = versions == null ? null : current(versions.lastEntry().getValue());
            var is = record == null || isTombstone(record) ? null : decoded(codec, record);
            if (!java.util.Objects.equals(should, is) && shown++ < SHOWN_MAX) {
                found.add(
                        Violation.of(LATEST, "%s, %s: should be %s and is %s".formatted(topic, key, should, is), key));
            }
        }
    }

    /** A host name that is free is a tombstone. */
    private static <T> @Nullable T current(T version) {
        return version instanceof HostnameEntry hostname && hostname.tenantId() == null ? null : version;
    }

    private static boolean isTombstone(ConsumerRecord<String, byte[]> record) {
        byte @Nullable [] value = record.value();
        return value == null;
    }

    private static <T extends Record> T decoded(RecordCodec<T> codec, ConsumerRecord<String, byte[]> record) {
        return codec.decode(Wire.schemaId(record.value()), Wire.payload(record.value()));
    }

    private static Set<String> keys(Map<String, ?> some, Map<String, ?> others) {
        var keys = new TreeSet<>(some.keySet());
        keys.addAll(others.keySet());
        return keys;
    }
}
