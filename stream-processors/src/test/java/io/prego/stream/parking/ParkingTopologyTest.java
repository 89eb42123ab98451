package io.prego.stream.parking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.event.RecordedEvent;
import io.prego.event.Topics;
import io.prego.event.Wire;
import io.prego.event.codec.RecordCodec;
import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.deadletter.LetterState;
import io.prego.event.deadletter.PoisonCause;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.TenantDirectoryEntry;
import io.prego.event.tenant.TenantEvent;
import io.prego.fold.tenant.TenantDirectoryFold;
import io.prego.stream.EventRecords;
import io.prego.stream.Facts;
import io.prego.stream.feed.StateFeed;
import io.prego.stream.feed.StateFold;
import io.prego.stream.feed.TopologySpec;
import io.prego.stream.running.TextHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one mechanism does for every topology, shown at a fold that throws at chosen positions until it is mended. */
class ParkingTopologyTest {

    private static final Facts ACME = Facts.of("acme");
    private static final Facts OTHER = Facts.of("other");
    private static final RecordCodec<TenantDirectoryEntry> CODEC =
            new RecordCodec<>(TenantDirectoryEntry.class, "io.prego.tenant.TenantDirectoryEntry", Schemas.committed());

    private final Set<Long> broken = new HashSet<>();
    private final EventRecords events = new EventRecords();
    private final StateFeed feed = feed("test-feed", Topics.TENANT_DIRECTORY, this::evolve);

    @TempDir
    Path stateDir;

    @TempDir
    Path otherDir;

    private TopologySpec spec;

    @BeforeEach
    void open() {
        spec = new TopologySpec(feed, stateDir, events);
    }

    @AfterEach
    void close() {
        spec.close();
    }

    @Test
    void a_fold_that_throws_parks_its_key_and_later_events_of_it_wait_while_other_keys_go_on() {
        broken.add(2L);
        spec.given(ACME.registered(), ACME.provisioningStarted(), ACME.activated(), OTHER.registered());
        assertThat(versions()).containsExactly("tnt_acme 1", "tnt_acme parked: failed", "tnt_other 4");
        assertThat(letters())
                .extracting(DeadLetter::state, DeadLetter::position, DeadLetter::behind)
                .containsExactly(parked(LetterState.PARKED, 2, 0), parked(LetterState.PARKED, 2, 1));
        assertThat(feed.parked().details()).containsEntry("parked_keys", 1L).containsEntry("parked_records", 2L);
    }

    @Test
    void the_letter_tells_where_the_record_stands_and_why_without_its_content_and_carries_it_as_it_was() {
        broken.add(1L);
        var record = events.record(ACME.registered());
        spec.given(record);
        var letter = spec.read(Topics.DEAD_LETTERS).getFirst();
        var known = letter(letter);
        assertThat(letter.key()).isEqualTo("tnt_acme");
        assertThat(letter.value()).isEqualTo(record.value());
        assertThat(TextHeaders.toMap(letter.headers())).containsAllEntriesOf(TextHeaders.toMap(record.headers()));
        assertThat(known.consumer()).isEqualTo("test-feed-v1");
        assertThat(known.place().topic()).isEqualTo(Topics.TENANT);
        assertThat(known.eventType()).isEqualTo("tenant.registered");
        assertThat(known.poison().error()).isEqualTo("IllegalStateException");
        assertThat(known.poison().reason()).contains("ParkingTopologyTest").doesNotContain("secret");
    }

    @Test
    void a_record_that_cannot_be_decoded_is_poison() {
        var record = events.record(ACME.registered());
        spec.given(with(record, Wire.frame(1, "?".getBytes(UTF_8)))).given(OTHER.registered());
        assertThat(versions()).containsExactly("tnt_acme parked: undecodable", "tnt_other 2");
        assertThat(letters().getFirst().poison().cause()).isEqualTo(PoisonCause.UNDECODABLE);
    }

    @Test
    void a_record_of_a_schema_that_only_later_code_knows_is_poison() {
        var record = events.record(ACME.registered());
        spec.given(with(record, Wire.frame(99_999, Wire.payload(record.value()))));
        spec.given(OTHER.registered());
        assertThat(versions()).containsExactly("tnt_acme parked: undecodable", "tnt_other 2");
        assertThat(letters().getFirst().poison().reason()).contains("99999");
    }

    @Test
    void a_type_that_only_later_code_knows_is_none_whatever_its_schema_and_its_stream() {
        var record = events.record(ACME.registered());
        record.headers().remove("ce_type").add("ce_type", "tenant.renamed".getBytes(UTF_8));
        record.headers().remove("ce_streamtype").add("ce_streamtype", "webhook".getBytes(UTF_8));
        spec.given(with(record, Wire.frame(99_999, new byte[0]))).given(ACME.registered());
        assertThat(versions()).containsExactly("tnt_acme 2");
        assertThat(letters()).isEmpty();
    }

    @Test
    void a_record_without_a_key_waits_with_the_others_that_have_none() {
        var keyless = events.record(ACME.registered());
        spec.given(new ProducerRecord<>(Topics.TENANT, 0, null, "?".getBytes(UTF_8)));
        spec.given(new ProducerRecord<String, byte[]>(Topics.TENANT, 0, null, keyless.value(), keyless.headers()));
        spec.given(OTHER.registered());
        assertThat(versions()).containsExactly(" parked: undecodable", "tnt_other 2");
        assertThat(letters()).extracting(DeadLetter::behind).containsExactly(0L, 1L);
    }

    @Test
    void a_redrive_folds_what_waited_in_order_and_sets_the_key_free() {
        broken.add(2L);
        spec.given(ACME.registered(), ACME.provisioningStarted(), ACME.provisioningStarted());
        var letter = spec.read(Topics.DEAD_LETTERS).getLast();
        versions();
        broken.clear();
        spec.redrive(letter).given(ACME.activated());
        assertThat(versions()).containsExactly("tnt_acme 2", "tnt_acme 3", "tnt_acme parked: released", "tnt_acme 4");
        assertThat(letters()).extracting(DeadLetter::state).containsExactly(LetterState.REDRIVEN);
        assertThat(feed.parked().details()).isEmpty();
    }

    @Test
    void what_fails_again_stays_parked_and_its_letter_says_so() {
        broken.add(2L);
        spec.given(ACME.registered(), ACME.provisioningStarted(), ACME.activated());
        var letter = spec.read(Topics.DEAD_LETTERS).getLast();
        versions();
        spec.redrive(letter);
        assertThat(versions()).containsExactly("tnt_acme parked: failed");
        var again = letters();
        assertThat(again)
                .extracting(DeadLetter::state, DeadLetter::position, DeadLetter::behind)
                .containsExactly(parked(LetterState.PARKED_AGAIN, 2, 1));
        assertThat(again.getFirst().tries()).isEqualTo(2);
        assertThat(again.getFirst().id()).isEqualTo(letter(letter).id());
    }

    @Test
    void when_one_fails_that_waited_behind_it_has_a_letter_of_its_own_and_the_first_is_closed() {
        broken.add(2L);
        spec.given(ACME.registered(), ACME.provisioningStarted(), ACME.activated(), ACME.provisioningStarted());
        var letter = spec.read(Topics.DEAD_LETTERS).getLast();
        versions();
        broken.clear();
        broken.add(3L);
        spec.redrive(letter);
        assertThat(versions()).containsExactly("tnt_acme 2", "tnt_acme parked: failed");
        assertThat(letters())
                .extracting(DeadLetter::state, DeadLetter::position, DeadLetter::behind)
                .containsExactly(parked(LetterState.REDRIVEN, 2, 0), parked(LetterState.PARKED, 3, 1));
    }

    @Test
    void a_redrive_of_another_consumer_or_of_nothing_changes_nothing() {
        broken.add(1L);
        spec.given(ACME.registered());
        var letter = spec.read(Topics.DEAD_LETTERS).getFirst();
        broken.clear();
        letter.headers().remove(DeadLetterHeaders.CONSUMER).add(DeadLetterHeaders.CONSUMER, "another".getBytes(UTF_8));
        spec.redrive(letter).given(new ProducerRecord<>(Topics.REDRIVES, "tnt_acme", "?".getBytes(UTF_8)));
        assertThat(versions()).containsExactly("tnt_acme parked: failed");
        assertThat(letters()).isEmpty();
    }

    @Test
    void what_one_fold_parks_another_of_the_same_topology_folds_and_its_redrive_is_not_the_others() {
        var other = feed("other-feed", Topics.LATEST_TENANT, TenantDirectoryFold::evolve);
        try (var both = new TopologySpec(StateFeed.topology(Topics.TENANT, List.of(feed, other)), otherDir, events)) {
            broken.add(2L);
            both.given(ACME.registered(), ACME.provisioningStarted());
            assertThat(versions(both)).containsExactly("tnt_acme 1", "tnt_acme parked: failed");
            assertThat(both.read(Topics.LATEST_TENANT))
                    .extracting(ParkingTopologyTest::describe)
                    .containsExactly("tnt_acme 1", "tnt_acme 2");
            broken.clear();
            both.redrive(both.read(Topics.DEAD_LETTERS).getLast());
            assertThat(versions(both)).containsExactly("tnt_acme 2", "tnt_acme parked: released");
            assertThat(both.read(Topics.LATEST_TENANT)).isEmpty();
        }
    }

    @Test
    void after_the_loss_of_its_disk_the_key_is_still_parked_and_can_be_redriven() {
        broken.add(1L);
        spec.given(ACME.registered());
        var letter = spec.read(Topics.DEAD_LETTERS).getFirst();
        try (var next = new TopologySpec(feed, otherDir, events)) {
            next.restoredBytesFrom(spec, "test-feed-parked").given(ACME.provisioningStarted());
            assertThat(next.read(Topics.TENANT_DIRECTORY)).isEmpty();
            broken.clear();
            next.redrive(letter);
            assertThat(versions(next)).containsExactly("tnt_acme 1", "tnt_acme 2", "tnt_acme parked: released");
        }
    }

    @Test
    void a_long_queue_is_folded_in_parts_and_what_comes_meanwhile_waits_at_its_end() {
        broken.add(2L);
        spec.given(ACME.registered());
        var last = 2 * ParkingProcessor.PART + 100;
        for (var position = 2; position <= last; position++) {
            spec.given(ACME.provisioningStarted());
        }
        var letter = spec.read(Topics.DEAD_LETTERS).getLast();
        versions();
        broken.clear();
        spec.redrive(letter);
        assertThat(versions()).hasSize(ParkingProcessor.PART);
        spec.given(ACME.activated());
        assertThat(versions()).isEmpty();
        spec.later(Duration.ofSeconds(1)).later(Duration.ofSeconds(1));
        var rest = versions();
        assertThat(rest).hasSize(last + 1 - 1 - ParkingProcessor.PART + 1);
        assertThat(rest.subList(rest.size() - 2, rest.size()))
                .containsExactly("tnt_acme " + (last + 1), "tnt_acme parked: released");
    }

    private static Tuple parked(LetterState state, long position, long behind) {
        return tuple(state, position, behind);
    }

    private static ProducerRecord<String, byte[]> with(ProducerRecord<String, byte[]> record, byte[] value) {
        return new ProducerRecord<>(record.topic(), null, record.timestamp(), record.key(), value, record.headers());
    }

    /** Since the last call, as {@code key position} or {@code key parked: word}. */
    private List<String> versions() {
        return versions(spec);
    }

    private static List<String> versions(TopologySpec spec) {
        return spec.read(Topics.TENANT_DIRECTORY).stream()
                .map(ParkingTopologyTest::describe)
                .toList();
    }

    private static String describe(TestRecord<String, byte[]> record) {
        var mark = record.headers().lastHeader("prego_parked");
        return mark == null
                ? record.key() + " " + entry(record.value()).position()
                : record.key() + " parked: " + new String(mark.value(), UTF_8);
    }

    /** Since the last call. */
    private List<DeadLetter> letters() {
        return spec.read(Topics.DEAD_LETTERS).stream()
                .map(ParkingTopologyTest::letter)
                .toList();
    }

    private static DeadLetter letter(TestRecord<String, byte[]> record) {
        return DeadLetterHeaders.read(TextHeaders.toMap(record.headers()), Instant.EPOCH);
    }

    private static StateFeed feed(
            String name, String output, StateFold.Evolution<TenantEvent, TenantDirectoryEntry> evolution) {
        var fold = new StateFold<TenantEvent, TenantDirectoryEntry>(
                TenantEvent.class,
                event -> event.tenantId().value(),
                TenantDirectoryEntry::tenantId,
                TenantDirectoryEntry::position,
                evolution,
                CODEC);
        return StateFeed.of(name + "-v1", name, List.of(output), fold, new SimpleMeterRegistry());
    }

    private TenantDirectoryEntry evolve(TenantDirectoryEntry state, TenantEvent event, RecordedEvent envelope) {
        if (broken.contains(envelope.position())) {
            throw new IllegalStateException("secret");
        }
        return TenantDirectoryFold.evolve(state, event, envelope);
    }

    private static TenantDirectoryEntry entry(byte[] framed) {
        return CODEC.decode(Wire.schemaId(framed), Wire.payload(framed));
    }
}
