package io.prego.eventlog;

import static io.prego.eventlog.Events.NOON;
import static io.prego.eventlog.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.RecordedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecollectionTest {

    private static final List<TagQuery> QUERY = List.of(TagQuery.of("slug:a"));

    private final Recollection recollection = new Recollection(EventLogSettings.defaults(), 4);
    private final List<RecordedEvent> own = List.of(event("a", "slug:a").recorded(5, 1, NOON));

    @Test
    void what_was_appended_as_the_first_of_its_tag_is_known_whole() {
        recollection.learn(appendedAfter(4), own, List.of("slug:a"));

        assertThat(recollection.source(QUERY, 0)).isEqualTo(new Sourced(own, 5));
    }

    @Test
    void what_was_learnt_as_missed_before_its_own_answer_came_is_not_taken_for_nothing() {
        recollection.learn(missed(5, "slug:a"), List.of(), List.of());
        recollection.learn(appendedAfter(4), own, List.of("slug:a"));

        assertThat(recollection.source(QUERY, 0)).isNull();
        assertThat(recollection.guess(QUERY, 0)).isNull();
    }

    private static GroupAnswer appendedAfter(long head) {
        return new GroupAnswer(head, NOON, new Long[] {0L}, new Long[] {1L}, true, new String[0], new Long[0]);
    }

    private static GroupAnswer missed(long position, String tag) {
        return new GroupAnswer(
                position, NOON, new Long[0], new Long[0], true, new String[] {tag}, new Long[] {position});
    }
}
