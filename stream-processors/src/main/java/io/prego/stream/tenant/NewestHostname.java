package io.prego.stream.tenant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.Topics;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.tenant.HostnameEntry;
import io.prego.fold.tenant.HostnameFold;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a version of a host name pass that is newer than any before it, as a tombstone when it says that the host name is
 * free. What is not newer came late, from another tenant's partition, or again: it changes nothing. So does a mark of a
 * parked key, and what is no version at all: nobody but this topology writes the feed, and the projection of it parks such
 * a record where operators see it. One thread per instance.
 */
final class NewestHostname implements Processor<String, byte[], String, byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(NewestHostname.class);

    /** Host names to the position of the version that passed last. */
    static final String STORE = "hostname-map";

    private final Counter undecodable;
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable KeyValueStore<String, Long> positions;

    NewestHostname(MeterRegistry meters) {
        undecodable = meters.counter("prego.stream.versions.undecodable", "feed", STORE);
    }

    @Override
    public void init(ProcessorContext<String, byte[]> given) {
        context = given;
        positions = given.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var version = version(record);
        var kept = Objects.requireNonNull(positions);
        if (version != null && HostnameFold.isNewer(version, kept.get(record.key()))) {
            kept.put(record.key(), version.position());
            Objects.requireNonNull(context).forward(version.tenantId() == null ? record.withValue(null) : record);
        }
    }

    private @Nullable HostnameEntry version(Record<String, byte[]> record) {
        if (record.value() == null) {
            return null;
        }
        try {
            return HostnameRecord.read(record.value());
        } catch (UndecodableEvent e) {
            undecodable.increment();
            LOG.error("a record of {} is no version of a host name: {}", Topics.HOSTNAME_MAP, e.getMessage());
            return null;
        }
    }
}
