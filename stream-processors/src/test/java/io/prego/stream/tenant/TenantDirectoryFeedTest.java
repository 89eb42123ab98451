package io.prego.stream.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.event.CloudEvent;
import io.prego.event.Topics;
import io.prego.event.Wire;
import io.prego.event.codec.RecordCodec;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.TenantDirectoryEntry;
import io.prego.event.tenant.TenantStatus;
import io.prego.stream.EventRecords;
import io.prego.stream.Facts;
import io.prego.stream.feed.TopologySpec;
import io.prego.stream.running.TextHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantDirectoryFeedTest {

    private static final Facts ACME = Facts.of("acme");
    private static final RecordCodec<TenantDirectoryEntry> CODEC =
            new RecordCodec<>(TenantDirectoryEntry.class, "io.prego.tenant.TenantDirectoryEntry", Schemas.committed());

    private final EventRecords events = new EventRecords();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path stateDir;

    @TempDir
    Path otherDir;

    private TopologySpec spec;

    @BeforeEach
    void open() {
        spec = new TopologySpec(TenantDirectoryFeed.of(meters), stateDir, events);
    }

    @AfterEach
    void close() {
        spec.close();
    }

    @Test
    void every_version_of_an_entry_is_published_and_the_compacted_twin_gets_the_same() {
        spec.given(ACME.registered(), ACME.provisioningStarted(), ACME.requested(), ACME.activated());
        var versions = spec.read(Topics.TENANT_DIRECTORY);
        assertThat(versions)
                .extracting(record -> entry(record).status())
                .containsExactly(TenantStatus.PROVISIONING, TenantStatus.PROVISIONING, TenantStatus.ACTIVE);
        assertThat(versions).extracting(TestRecord::key).containsOnly("tnt_acme");
        assertThat(spec.read(Topics.LATEST_TENANT))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(versions);
    }

    @Test
    void a_version_says_in_headers_which_event_made_it() {
        spec.given(ACME.registered(), ACME.requested(), ACME.provisioningStarted());
        var last = spec.read(Topics.TENANT_DIRECTORY).getLast();
        assertThat(TextHeaders.toMap(last.headers()))
                .isEqualTo(Map.of(
                        "ce_position", "3",
                        "ce_recordedtime", CloudEvent.INSTANT.format(EventRecords.NOON.plusMillis(3)),
                        "ce_type", "tenant.provisioning_started",
                        "ce_tenant", "tnt_acme",
                        "content-type", "application/avro"));
        assertThat(entry(last).position()).isEqualTo(3);
        assertThat(entry(last).streamVersion()).isEqualTo(2);
    }

    @Test
    void entries_of_two_tenants_do_not_mix() {
        var other = Facts.of("other");
        spec.given(ACME.registered(), other.registered(), ACME.provisioningStarted());
        assertThat(spec.read(Topics.TENANT_DIRECTORY))
                .extracting(record -> entry(record).subdomainSlug().value())
                .containsExactly("acme", "other", "acme");
    }

    @Test
    void an_event_type_of_a_later_version_is_counted_and_skipped() {
        var record = events.record(ACME.registered());
        record.headers().remove("ce_type").add("ce_type", "tenant.renamed".getBytes(StandardCharsets.UTF_8));
        spec.given(record).given(Facts.of("next").registered());
        assertThat(spec.read(Topics.TENANT_DIRECTORY))
                .extracting(TestRecord::key)
                .containsExactly("tnt_next");
        assertThat(meters.counter("prego.stream.events.unknown", "feed", "tenant-directory")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void events_that_are_read_again_are_counted_and_make_no_version() {
        var registered = events.record(ACME.registered());
        var started = events.record(ACME.provisioningStarted());
        spec.given(registered).given(started).given(registered).given(started).given(ACME.activated());
        assertThat(spec.read(Topics.TENANT_DIRECTORY))
                .extracting(record -> entry(record).position())
                .containsExactly(1L, 2L, 3L);
        assertThat(meters.counter("prego.stream.events.repeated", "feed", "tenant-directory")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void a_parked_tenant_is_marked_in_the_feed_and_its_compacted_twin_keeps_what_it_has() {
        spec.given(ACME.registered(), ACME.registered(), ACME.activated());
        assertThat(spec.read(Topics.TENANT_DIRECTORY).getLast().headers().lastHeader("prego_parked"))
                .isNotNull();
        assertThat(spec.read(Topics.LATEST_TENANT))
                .singleElement()
                .satisfies(record -> assertThat(entry(record).position()).isEqualTo(1));
    }

    @Test
    void after_the_loss_of_its_disk_it_folds_on_from_its_changelog() {
        spec.given(ACME.registered());
        try (var next = new TopologySpec(TenantDirectoryFeed.of(meters), otherDir, events)) {
            next.restoredFrom(spec, "tenant-directory").given(ACME.provisioningStarted());
            var version = entry(next.read(Topics.TENANT_DIRECTORY).getLast());
            assertThat(version.jobId()).isEqualTo(ACME.job());
            assertThat(version.companyName()).isEqualTo("아크메 acme");
        }
    }

    private static TenantDirectoryEntry entry(TestRecord<String, byte[]> record) {
        return CODEC.decode(Wire.schemaId(record.value()), Wire.payload(record.value()));
    }
}
