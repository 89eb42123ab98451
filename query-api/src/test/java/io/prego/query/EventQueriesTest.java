package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("world")
class EventQueriesTest {

    private final World world = World.get();
    private final Log log = world.log();

    @Test
    void an_event_is_its_envelope_and_its_payload_with_sealed_fields_hidden() {
        var story = Story.registered(log, "event-told").published();
        var event = story.events().getFirst();
        var answer = world.get("/internal/events/" + event.eventId());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.fieldNames())
                .containsExactly(
                        "position",
                        "event_id",
                        "type",
                        "schema_id",
                        "stream_type",
                        "stream_id",
                        "stream_version",
                        "tags",
                        "occurred_at",
                        "recorded_at",
                        "actor",
                        "tenant_id",
                        "trace_id",
                        "correlation_id",
                        "causation_id",
                        "source",
                        "data");
        assertThat(answer.json().path("position").asLong()).isEqualTo(event.position());
        assertThat(answer.body())
                .contains("\"owner_email\":{\"sealed\":true}")
                .contains("\"tags\":[\"tenant:" + story.tenant
                        + "\",\"slug:event-told\",\"hostname:event-told.prego.example\"]");
    }

    @Test
    void an_event_in_the_log_is_waited_for() {
        var story = Story.registered(log, "event-late");
        var asked = CompletableFuture.supplyAsync(
                () -> world.get("/internal/events/" + story.last().eventId()));
        story.published();
        assertThat(asked.join().status()).isEqualTo(200);
        assertThat(world.get("/internal/events/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void an_event_of_a_type_and_schema_that_only_later_code_knows_is_listed_and_stops_nothing() {
        var story =
                Story.registered(log, "event-later").inventedLater().activated().published();
        var position = "" + story.position();
        assertThat(events("tenant_id=" + story.tenant, position)).isEqualTo(positions(story.events()));
        var later = world.get("/internal/events?type=tenant.invented_later&tenant_id=" + story.tenant);
        assertThat(later.body()).contains("\"schema_id\":9999").contains("\"data\":{\"unreadable\":true}");
        assertThat(world.get("/v1/tenants/" + story.tenant, "X-Min-Event-Position", position)
                        .text("status"))
                .isEqualTo("active");
    }

    @Test
    void the_log_is_listed_by_position_with_filters_and_pages() {
        var story = Story.registered(log, "event-list").activated().published();
        var position = "" + story.position();
        assertThat(events("tenant_id=" + story.tenant, position)).isEqualTo(positions(story.events()));
        assertThat(events("trace_id=trace_event-list", position)).isEqualTo(positions(story.events()));
        assertThat(events("stream_type=provision_job&stream_id=" + story.job, position))
                .isEqualTo(positions(story.events().subList(1, 2)));
        assertThat(events("type=tenant.activated&tenant_id=" + story.tenant, position))
                .isEqualTo(positions(story.events().subList(2, 3)));
        assertThat(paged("tenant_id=" + story.tenant, position)).isEqualTo(positions(story.events()));
        assertThat(events("tenant_id=nobody", position)).isEmpty();
    }

    @Test
    void a_range_includes_both_its_ends_by_position_and_by_instant() {
        var story = Story.registered(log, "event-range").activated().published();
        var middle = story.events().get(1);
        var position = "" + story.position();
        var range = "from=%1$s&to=%1$s";
        assertThat(events(range.formatted(middle.position()), position)).isEqualTo(positions(List.of(middle)));
        assertThat(events(range.formatted(middle.recordedAt()), position)).contains("" + middle.position());
        assertThat(events("tenant_id=%s&from=%s".formatted(story.tenant, middle.recordedAt()), position))
                .contains("" + middle.position(), position);
        assertThat(events("tenant_id=%s&to=%s".formatted(story.tenant, "2000-01-01T00:00:00Z"), position))
                .isEmpty();
        assertThat(events("tenant_id=%s&from=%s".formatted(story.tenant, "2999-01-01T00:00:00Z"), position))
                .isEmpty();
        assertThat(events("tenant_id=%s&as_of=%s".formatted(story.tenant, middle.position()), position))
                .isEqualTo(positions(story.events().subList(0, 2)));
    }

    @Test
    void a_history_holds_all_events_of_a_tenant_and_is_404_without_one() {
        var story = Story.registered(log, "event-history").activated().published();
        var path = "/internal/tenants/" + story.tenant + "/history";
        var answer = world.get(path, "X-Min-Event-Position", "" + story.position());
        assertThat(answer.items("position")).isEqualTo(positions(story.events()));
        assertThat(world.get("/internal/tenants/tnt_0/history").status()).isEqualTo(404);
        var first = story.events().getFirst().position();
        assertThat(world.get(path + "?as_of=" + first).items("position")).containsExactly("" + first);
        if (first > 1) {
            assertThat(world.get(path + "?as_of=" + (first - 1)).status()).isEqualTo(404);
        }
    }

    @Test
    void a_history_is_never_without_its_first_event() {
        var story = Story.registered(log, "event-fresh");
        var asked = CompletableFuture.supplyAsync(() -> world.get("/internal/tenants/" + story.tenant + "/history"));
        story.published();
        assertThat(asked.join().items("type")).startsWith("tenant.registered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=x", "to=2026-13-01T00:00:00Z", "from=-1", "type=a%00", "cursor=MQ", "limit=1001"})
    void bad_filters_are_400(String query) {
        assertThat(world.get("/internal/events?" + query).status()).isEqualTo(400);
    }

    private List<String> events(String query, String position) {
        var answer = world.get("/internal/events?" + query, "X-Min-Event-Position", position);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.items("position");
    }

    private List<String> paged(String query, String position) {
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = world.get("/internal/events?limit=1&" + query + cursor, "X-Min-Event-Position", position);
            seen.addAll(page.items("position"));
            var next = page.json().path("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        return seen;
    }

    private static List<String> positions(List<RecordedEvent> events) {
        return events.stream().map(event -> Long.toString(event.position())).toList();
    }
}
