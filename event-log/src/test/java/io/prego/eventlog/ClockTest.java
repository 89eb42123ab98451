package io.prego.eventlog;

import static io.prego.eventlog.Events.appended;
import static io.prego.eventlog.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.RecordedEvent;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockTest extends OpenLog {

    @Test
    void recorded_at_is_the_databases_clock_in_microseconds() {
        var before = Instant.now();
        var outcome = appended(log.append(Append.of(event("a"), event("b"))));

        assertThat(outcome.recordedAt())
                .isBetween(before.minusMillis(5), Instant.now().plusMillis(5));
        assertThat(log.read(0, 10)).extracting(RecordedEvent::recordedAt).containsOnly(outcome.recordedAt());
    }

    @Test
    void recorded_at_stays_where_it_was_when_the_clock_has_gone_back() throws SQLException {
        var future = Instant.parse("2100-01-01T00:00:00.123456Z");
        database.run("""
            INSERT INTO log.event (position, recorded_at, occurred_at, stream_version, event_id, schema_id, append_index,
                append_size, type, stream_type, stream_id, tags, actor, salt, payload)
            VALUES (1, '2100-01-01T00:00:00.123456Z', now(), 1, gen_random_uuid(), 1, 0, 1, 't', 's', 'i', '{}', 'a:b',
                substr(sha256(''), 1, 16), '')
            """);

        assertThat(appended(log.append(Append.of(event("a")))).recordedAt()).isEqualTo(future);
        assertThat(log.read(0, 10)).extracting(RecordedEvent::recordedAt).containsExactly(future, future);
    }

    @Test
    void an_instant_resolves_to_the_last_position_not_after_it() throws SQLException {
        var first = appended(log.append(Append.of(event("a"), event("b")))).recordedAt();
        var second = appended(log.append(Append.of(event("a")))).recordedAt();

        assertThat(position(first.minusNanos(1_000))).isEqualTo("0");
        assertThat(position(first)).isEqualTo("2");
        assertThat(position(second.minusNanos(1_000))).isEqualTo("2");
        assertThat(position(second)).isEqualTo("3");
        assertThat(log.lastBefore(second)).isEqualTo(2);
        assertThat(database.run("SELECT future FROM log.position_at(now() + interval '1 minute')"))
                .containsExactly("t");
    }

    private String position(Instant instant) throws SQLException {
        return database.run("SELECT last_position FROM log.position_at('" + instant + "')")
                .getFirst();
    }
}
