package io.prego.projection.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.Topics;
import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.deadletter.LetterState;
import io.prego.event.deadletter.Poison;
import io.prego.event.deadletter.PoisonCause;
import io.prego.event.deadletter.RecordPlace;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LetterVersionTest {

    private static final DeadLetter LETTER = new DeadLetter(
            "prego-tenant-directory-v1",
            new RecordPlace("prego.tenant.v1", 3, 42),
            7L,
            "tenant.activated",
            new Poison(PoisonCause.FAILED, "CorruptHistory", "the tenant was not registered"),
            Instant.parse("2026-01-02T12:00:00.000001Z"),
            LetterState.PARKED_AGAIN,
            2,
            5);

    @Test
    void a_letter_is_read_as_it_was_written() {
        var version = LetterVersion.of(record("tnt_acme", DeadLetterHeaders.of(LETTER)));
        assertThat(version.letter()).isEqualTo(LETTER);
        assertThat(version.key()).isEqualTo("tnt_acme");
        assertThat(version.offset()).isEqualTo(9);
    }

    @Test
    void a_letter_from_before_letters_named_their_consumer_is_one_of_the_commands() {
        var version = LetterVersion.of(record(
                "job_1",
                Map.of(
                        "dead_letter_topic", "prego.commands.v1",
                        "dead_letter_partition", "1",
                        "dead_letter_offset", "2",
                        "dead_letter_reason", "no value")));
        assertThat(version.letter().consumer()).isEqualTo("prego-command-api");
        assertThat(version.letter().state()).isEqualTo(LetterState.PARKED);
    }

    @Test
    void a_record_that_is_no_letter_is_listed_as_one_that_cannot_be_read() {
        var version = LetterVersion.of(record(null, Map.of("dead_letter_offset", "x\0y")));
        assertThat(version.key()).isEmpty();
        assertThat(version.letter().consumer()).isEqualTo("unknown");
        assertThat(version.letter().place()).isEqualTo(new RecordPlace(Topics.DEAD_LETTERS, 4, 9));
    }

    private static ConsumerRecord<String, byte[]> record(String key, Map<String, String> headers) {
        var record = new ConsumerRecord<String, byte[]>(Topics.DEAD_LETTERS, 4, 9, key, null);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }
}
