package io.prego.stream.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.event.Topics;
import io.prego.stream.EventRecords;
import io.prego.stream.Facts;
import io.prego.stream.feed.TopologySpec;
import io.prego.stream.running.TextHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostnameMapFeedTest {

    private static final Facts ACME = Facts.of("acme");
    private static final Facts OTHER = Facts.of("other");
    private static final String OWN = "www.acme.example";

    private final EventRecords events = new EventRecords();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path stateDir;

    private TopologySpec spec;

    @BeforeEach
    void open() {
        spec = new TopologySpec(HostnameMapFeed.of(meters), stateDir, events);
    }

    @AfterEach
    void close() {
        spec.close();
    }

    @Test
    void a_canonical_host_name_leads_to_its_tenant_from_the_registration_on() {
        spec.given(ACME.registered(), ACME.provisioningStarted(), ACME.activated());
        var versions = List.of("acme.prego.example@1 tnt_acme null", "acme.prego.example@3 tnt_acme acme");
        assertThat(told(Topics.HOSTNAME_MAP)).isEqualTo(versions);
        assertThat(told(Topics.LATEST_HOSTNAME)).isEqualTo(versions);
    }

    @Test
    void a_host_name_that_is_free_again_is_a_version_of_the_feed_and_a_tombstone_of_its_twin() {
        spec.given(ACME.hostnameMapped(OWN), ACME.hostnameUnmapped(OWN));
        assertThat(told(Topics.HOSTNAME_MAP)).containsExactly(OWN + "@1 tnt_acme acme", OWN + "@2 null null");
        assertThat(told(Topics.LATEST_HOSTNAME)).containsExactly(OWN + "@1 tnt_acme acme", OWN + " free");
    }

    @Test
    void a_terminated_tenant_frees_all_its_host_names() {
        spec.given(ACME.registered(), ACME.hostnameMapped(OWN), ACME.terminated(OWN));
        assertThat(told(Topics.LATEST_HOSTNAME)).endsWith("acme.prego.example free", OWN + " free");
    }

    @Test
    void of_two_tenants_the_greater_position_holds_in_whatever_order_their_events_come() {
        var mapped = events.record(ACME.hostnameMapped(OWN));
        var unmapped = events.record(ACME.hostnameUnmapped(OWN));
        var mappedByOther = events.record(OTHER.hostnameMapped(OWN));
        for (var order : List.of(
                List.of(mapped, unmapped, mappedByOther),
                List.of(mapped, mappedByOther, unmapped),
                List.of(mappedByOther, mapped, unmapped))) {
            close();
            open();
            order.forEach(spec::given);
            assertThat(told(Topics.HOSTNAME_MAP))
                    .containsExactlyInAnyOrder(
                            OWN + "@1 tnt_acme acme", OWN + "@2 null null", OWN + "@3 tnt_other other");
            assertThat(told(Topics.LATEST_HOSTNAME)).endsWith(OWN + "@3 tnt_other other");
        }
    }

    @Test
    void events_that_are_read_again_change_nothing_in_the_compacted_twin() {
        var mapped = events.record(ACME.hostnameMapped(OWN));
        var unmapped = events.record(ACME.hostnameUnmapped(OWN));
        spec.given(mapped).given(unmapped).given(mapped).given(unmapped);
        assertThat(told(Topics.LATEST_HOSTNAME)).hasSize(2);
    }

    @Test
    void an_event_type_of_a_later_version_is_counted_and_skipped() {
        spec.given(renamed(events.record(ACME.registered()))).given(OTHER.registered());
        assertThat(told(Topics.HOSTNAME_MAP)).containsExactly("other.prego.example@2 tnt_other null");
        assertThat(meters.counter("prego.stream.events.unknown", "feed", "hostname-map")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void an_event_that_cannot_be_read_parks_the_host_names_of_its_tenant_alone() {
        var poison = events.record(ACME.registered());
        spec.given(new ProducerRecord<>(poison.topic(), null, poison.key(), new byte[] {1, 2, 3}, poison.headers()));
        spec.given(ACME.hostnameMapped(OWN), OTHER.hostnameMapped("www.other.example"));
        assertThat(told(Topics.HOSTNAME_MAP)).containsExactly("tnt_acme free", "www.other.example@3 tnt_other other");
        assertThat(told(Topics.LATEST_HOSTNAME)).containsExactly("www.other.example@3 tnt_other other");
        assertThat(spec.read(Topics.DEAD_LETTERS)).extracting(TestRecord::key).containsOnly("tnt_acme");
    }

    @Test
    void what_is_no_version_in_the_feed_is_counted_and_holds_nothing_up() {
        spec.given(new ProducerRecord<>(Topics.HOSTNAME_MAP, OWN, new byte[] {1, 2, 3}))
                .given(ACME.hostnameMapped(OWN));
        assertThat(told(Topics.LATEST_HOSTNAME)).containsExactly(OWN + "@1 tnt_acme acme");
        assertThat(meters.counter("prego.stream.versions.undecodable", "feed", "hostname-map")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_version_says_in_headers_which_event_made_it_and_of_which_tenant() {
        spec.given(ACME.hostnameMapped(OWN), ACME.hostnameUnmapped(OWN));
        assertThat(TextHeaders.toMap(spec.read(Topics.HOSTNAME_MAP).getLast().headers()))
                .containsEntry("ce_position", "2")
                .containsEntry("ce_type", "tenant.hostname_unmapped")
                .containsEntry("ce_tenant", "tnt_acme");
    }

    private static ProducerRecord<String, byte[]> renamed(ProducerRecord<String, byte[]> record) {
        record.headers().remove("ce_type").add("ce_type", "tenant.renamed".getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /** What a topic holds, a line per record. */
    private List<String> told(String topic) {
        return spec.read(topic).stream().map(HostnameMapFeedTest::told).toList();
    }

    private static String told(TestRecord<String, byte[]> record) {
        if (record.value() == null) {
            return record.key() + " free";
        }
        var version = HostnameRecord.read(record.value());
        return "%s@%d %s %s".formatted(record.key(), version.position(), version.tenantId(), version.siteName());
    }
}
