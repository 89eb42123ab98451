package io.prego.eventlog;

import static io.prego.eventlog.Events.event;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedInputTest {

    @Test
    void a_character_that_cannot_be_stored_is_refused() {
        assertRefused(() -> event("a\0b"), "cannot be stored");
        assertRefused(() -> event("a", "t:\ud800"), "cannot be stored");
    }

    @Test
    void a_text_that_no_index_takes_is_refused() {
        assertRefused(() -> event("a", "t:" + "x".repeat(1023)), "longer than 1024 bytes");
        assertRefused(() -> event("한".repeat(342)), "longer than 1024 bytes");
    }

    @Test
    void more_tags_than_64_are_refused() {
        var tags = IntStream.range(0, 65).mapToObj(i -> "t:" + i).toArray(String[]::new);

        assertRefused(() -> event("a", tags), "at most 64 tags");
    }

    @Test
    void a_payload_of_more_than_4_mebibytes_is_refused() {
        assertRefused(() -> at(Events.NOON, new byte[(4 << 20) + 1]), "at most 4 MiB");
    }

    @Test
    void an_instant_that_no_clock_shows_is_refused() {
        assertRefused(() -> at(Instant.MAX, new byte[0]), "from 1970 to 9999");
        assertRefused(() -> at(Instant.EPOCH.minusNanos(1), new byte[0]), "from 1970 to 9999");
    }

    @Test
    void an_append_without_events_or_with_too_many_is_refused() {
        var one = event("a");

        assertRefused(() -> Append.of(), "1 to 10000 events");
        assertRefused(() -> new Append(Collections.nCopies(10_001, one), List.of(), 0, List.of()), "10001");
        assertRefused(() -> Append.of(one).unless(-1, TagQuery.of("t:1")), "at least 0");
    }

    @ParameterizedTest
    @CsvSource({
        "499, 1, 1, 65536, 1000, 0, 1, answer-within",
        "60001, 1, 1, 65536, 1000, 0, 1, answer-within",
        "500, 0, 1, 65536, 1000, 0, 1, waiting-max",
        "500, 100001, 1, 65536, 1000, 0, 1, waiting-max",
        "500, 1, 0, 65536, 1000, 0, 1, group-events-max",
        "500, 1, 10001, 65536, 1000, 0, 1, group-events-max",
        "500, 1, 1, 65535, 1000, 0, 1, group-bytes-max",
        "500, 1, 1, 67108865, 1000, 0, 1, group-bytes-max",
        "500, 1, 1, 65536, 999, 0, 1, remembered-tags-max",
        "500, 1, 1, 65536, 10000001, 0, 1, remembered-tags-max",
        "500, 1, 1, 65536, 1000, -1, 1, remembered-bytes-max",
        "500, 1, 1, 65536, 1000, 1073741825, 1, remembered-bytes-max",
        "500, 1, 1, 65536, 1000, 0, 0, read-connections-max",
        "500, 1, 1, 65536, 1000, 0, 101, read-connections-max"
    })
    void a_setting_out_of_range_is_refused_by_name(
            long millis, int waiting, int events, int bytes, int tags, int remembered, int connections, String name) {
        assertRefused(
                () -> new EventLogSettings(
                        Duration.ofMillis(millis), waiting, events, bytes, tags, remembered, connections),
                "prego.event-log." + name);
    }

    private static NewEvent at(Instant occurredAt, byte[] payload) {
        return new NewEvent(
                new UUID(1, 1),
                "t",
                1,
                "s",
                "i",
                List.of(),
                occurredAt,
                "a:b",
                null,
                null,
                null,
                null,
                null,
                null,
                payload);
    }

    private static void assertRefused(ThrowingCallable input, String why) {
        assertThatThrownBy(input).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }
}
