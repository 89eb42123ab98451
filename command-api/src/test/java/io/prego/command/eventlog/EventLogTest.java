package io.prego.command.eventlog;

import static io.prego.command.eventlog.Events.appended;
import static io.prego.command.eventlog.Events.event;
import static io.prego.command.eventlog.Events.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.prego.command.eventlog.AppendOutcome.Conflict;
import io.prego.embedded.SharedPostgres;
import io.prego.event.RecordedEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private EventLog log;

    @BeforeEach
    void open() {
        var url = SharedPostgres.freshDatabase();
        EventLogSchema.migrate(url);
        log = EventLog.open(url, EventLogSettings.defaults());
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void an_append_gets_the_next_positions_and_the_next_version_of_each_stream() {
        var first = appended(log.append(Append.of(event("a"), event("b"), event("a"))));
        var second = appended(log.append(Append.of(event("a"), event("c"))));

        assertThat(first.first()).isEqualTo(1);
        assertThat(first.last()).isEqualTo(3);
        assertThat(first.streamVersions()).containsExactly(1, 1, 2);
        assertThat(second.first()).isEqualTo(4);
        assertThat(second.streamVersions()).containsExactly(3, 1);
        assertThat(log.read(0, 100)).extracting(RecordedEvent::position).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void a_condition_is_broken_by_what_stands_after_its_position() {
        var first = appended(log.append(Append.of(event("a", "slug:x"))));

        assertThat(outcome(log.append(Append.of(event("b", "slug:x")).unless(0, TagQuery.of("slug:x")))))
                .isEqualTo(new Conflict(first.last()));
        assertThat(log.head()).isEqualTo(1);
    }

    @Test
    void sourcing_finds_what_was_appended_since() {
        assertThat(log.source(List.of(TagQuery.of("t:1")), 0).events()).isEmpty();
        appended(log.append(Append.of(event("a", "t:1"), event("a", "t:2"))));

        var sourced = log.source(List.of(TagQuery.of("t:1")), 0);

        assertThat(sourced.events()).extracting(RecordedEvent::position).containsExactly(1L);
        assertThat(sourced.head()).isEqualTo(2);
    }
}
