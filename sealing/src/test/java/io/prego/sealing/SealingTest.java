package io.prego.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.kernel.SealedBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {

    private static final String ADA = "tnt_1:f00d";
    private static final String BOB = "tnt_2:beef";
    private static final String ADDRESS = "ada@example.com";
    private static final String FIELD = "owner_email";

    private final KeysInMemory keys = new KeysInMemory();
    private final MasterKey master = MasterKey.of(new byte[32]);
    private Instant now = Instant.EPOCH;
    private final Sealing sealing = new Sealing(master, keys, () -> now);

    @ParameterizedTest
    @ValueSource(strings = {ADDRESS, "", "주식회사 아크메", "e\u0301 is not é", "👩‍🚀 \u0000 \n"})
    void what_was_sealed_opens_as_it_was(String text) {
        var sealed = registered(ADA).seal(text, FIELD);
        assertThat(sealing.open(ADA, sealed)).isEqualTo(new Opened.Text(text));
        assertThat(sealing.open(ADA, FIELD, sealed)).isEqualTo(new Opened.Text(text));
    }

    @Test
    void later_fields_of_a_subject_are_sealed_under_its_key() {
        registered(ADA);
        var later = sealing.existing(ADA);
        assertThat(later).isNotNull();
        assertThat(sealing.open(ADA, later.seal(ADDRESS, FIELD))).isEqualTo(new Opened.Text(ADDRESS));
    }

    @Test
    void a_subject_without_a_key_has_no_sealer() {
        assertThat(sealing.existing(ADA)).isNull();
    }

    @Test
    void another_subjects_key_does_not_open_it() {
        var sealed = registered(ADA).seal(ADDRESS, FIELD);
        registered(BOB);
        assertThatThrownBy(() -> sealing.open(BOB, sealed)).isInstanceOf(BrokenSeal.class);
    }

    @Test
    void a_seal_that_was_moved_to_another_field_is_refused() {
        var sealed = registered(ADA).seal(ADDRESS, FIELD);
        assertThatThrownBy(() -> sealing.open(ADA, "owner_name", sealed)).isInstanceOf(BrokenSeal.class);
    }

    @Test
    void a_change_of_any_byte_is_found() {
        var sealed = registered(ADA).seal(ADDRESS, FIELD).bytes();
        for (var at = 0; at < sealed.length; at++) {
            var changed = sealed.clone();
            changed[at] ^= 0x10;
            assertThat(opens(changed)).as("byte %d", at).isFalse();
        }
    }

    @Test
    void a_seal_that_was_cut_short_is_refused() {
        var sealed = registered(ADA).seal(ADDRESS, FIELD).bytes();
        for (var length = 0; length < sealed.length; length++) {
            assertThat(opens(Arrays.copyOf(sealed, length)))
                    .as("length %d", length)
                    .isFalse();
        }
    }

    @Test
    void a_field_whose_key_row_is_gone_is_erased() {
        var sealed = registered(ADA).seal(ADDRESS, FIELD);
        keys.rows.clear();
        assertThat(sealing.open(ADA, sealed)).isEqualTo(new Opened.Erased());
    }

    @Test
    void a_field_whose_key_row_is_emptied_is_erased_and_nothing_is_sealed_under_it_again() {
        var sealed = registered(ADA).seal(ADDRESS, FIELD);
        keys.rows.replaceAll(key -> new SubjectKey(key.subject(), key.generation(), new byte[0]));
        assertThat(sealing.open(ADA, sealed)).isEqualTo(new Opened.Erased());
        assertThat(sealing.existing(ADA)).isNull();
    }

    @Test
    void a_destroyed_key_opens_for_the_seconds_that_it_is_cached_and_not_from_then_on() {
        var sealed = registered(ADA).seal(ADDRESS, FIELD);
        assertThat(sealing.open(ADA, sealed)).isEqualTo(new Opened.Text(ADDRESS));
        keys.rows.clear();
        now = now.plus(Sealing.CACHED).minus(Duration.ofNanos(1));
        assertThat(sealing.open(ADA, sealed)).isEqualTo(new Opened.Text(ADDRESS));
        now = now.plusNanos(1);
        assertThat(sealing.open(ADA, sealed)).isEqualTo(new Opened.Erased());
    }

    @Test
    void the_cache_is_bounded() {
        var sealed = registered(ADA).seal(ADDRESS, FIELD);
        sealing.open(ADA, sealed);
        for (var other = 0; other < 1_000; other++) {
            var subject = "tnt_other:" + other;
            sealing.open(subject, registered(subject).seal(ADDRESS, FIELD));
        }
        keys.rows.clear();
        assertThat(sealing.open(ADA, sealed)).isEqualTo(new Opened.Erased());
    }

    @Test
    void the_sealed_bytes_show_nothing_of_the_text_and_never_repeat() {
        var sealer = registered(ADA);
        var first = sealer.seal(ADDRESS, FIELD);
        assertThat(new String(first.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("ada", "example");
        assertThat(sealer.seal(ADDRESS, FIELD)).isNotEqualTo(first);
    }

    @Test
    void another_master_key_is_named_as_the_cause() {
        var sealed = registered(ADA).seal(ADDRESS, FIELD);
        var other = new byte[32];
        other[31] = 1;
        var stranger = new Sealing(MasterKey.of(other), keys, () -> now);
        assertThatThrownBy(() -> stranger.open(ADA, sealed))
                .isInstanceOf(WrongMasterKey.class)
                .hasMessageContaining("master key")
                .hasMessageContaining(ADA);
        assertThatThrownBy(() -> stranger.existing(ADA)).isInstanceOf(WrongMasterKey.class);
    }

    @Test
    void a_wrapped_key_that_was_moved_to_another_subject_does_not_unwrap() {
        var key = sealing.newSubject(ADA).key();
        keys.rows.add(new SubjectKey(BOB, 1, key.wrapped()));
        assertThatThrownBy(() -> sealing.existing(BOB)).isInstanceOf(WrongMasterKey.class);
    }

    @Test
    void nothing_prints_a_key_or_an_opened_text() {
        var subject = sealing.newSubject(ADA);
        assertThat(subject.key().toString()).isEqualTo("SubjectKey[tnt_1:f00d, generation 1]");
        assertThat(new Opened.Text(ADDRESS).toString()).doesNotContain("ada");
        assertThat(master.toString()).isEqualTo("MasterKey");
    }

    private Sealer registered(String subject) {
        var created = sealing.newSubject(subject);
        keys.rows.add(created.key());
        return created.sealer();
    }

    private boolean opens(byte[] sealed) {
        try {
            return sealing.open(ADA, new SealedBytes(sealed)) instanceof Opened.Text;
        } catch (BrokenSeal _) {
            return false;
        }
    }

    private static final class KeysInMemory implements SubjectKeyStore {

        final List<SubjectKey> rows = new ArrayList<>();

        @Override
        public SubjectKey find(String subject) {
            return rows.reversed().stream()
                    .filter(key -> key.subject().equals(subject))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public SubjectKey find(String subject, int generation) {
            var key = find(subject);
            return key == null || key.generation() != generation ? null : key;
        }
    }
}
