package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What was answered as of a position is answered for ever: a random history grows, every read is asked as of several of its
 * positions, and asked the same again when everything has changed.
 */
@ResourceLock("world")
class AsOfTest {

    private static final int ROUNDS = 3;
    private static final int CHANGES_PER_ROUND = 7;

    private final World world = World.get();
    private final Log log = world.log();
    private final Map<String, Answer> answered = new LinkedHashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void every_answer_as_of_a_position_or_an_instant_stays_the_same_byte_for_byte(long seed) {
        var random = new Random(seed);
        var history = new GrowingHistory(log, "as-of-" + seed, random);
        for (var round = 0; round < ROUNDS; round++) {
            history.grow(CHANGES_PER_ROUND);
            askAll(history, Long.toString(log.head()));
            askAll(history, history.lastRecordedAt().toString());
        }
        history.grow(2 * CHANGES_PER_ROUND);
        assertThat(answered).hasSizeGreaterThan(100);
        answered.forEach((path, answer) -> {
            var again = get(path);
            assertThat(again.status()).as(path).isEqualTo(answer.status());
            assertThat(again.body()).as(path).isEqualTo(answer.body());
        });
    }

    @Test
    void an_event_is_hidden_as_of_the_position_before_it_and_shown_from_its_own_on() {
        var before = Story.registered(log, "as-of-before").published().position();
        var story = Story.registered(log, "as-of-edge")
                .activated()
                .mapped("edge.as-of.example")
                .published();
        for (var event : story.events()) {
            var path = "/internal/events/" + event.eventId();
            assertThat(asOf(path, event.position() - 1).status()).isEqualTo(404);
            assertThat(asOf(path, event.position()).status()).isEqualTo(200);
            assertThat(asOf("/internal/events?tenant_id=" + story.tenant, event.position() - 1)
                            .items("event_id"))
                    .doesNotContain(event.eventId().toString());
            assertThat(asOf("/internal/events?tenant_id=" + story.tenant, event.position())
                            .items("event_id"))
                    .contains(event.eventId().toString());
        }
        for (var path : new GrowingHistory(log, "as-of-none", new Random(0)).pathsOf(story)) {
            assertThat(asOf(path, before).status()).as(path).isEqualTo(404);
            assertThat(asOf(path, story.position()).status()).as(path).isEqualTo(200);
        }
        assertThat(asOf("/internal/tenants-directory?q=as-of-edge", before).items("tenant_id"))
                .isEmpty();
        assertThat(asOf("/v1/subdomain/check?slug=as-of-edge", before).body()).contains("\"available\":true");
        assertThat(asOf("/v1/subdomain/check?slug=as-of-edge", story.position()).body())
                .contains("\"available\":false");
    }

    @Test
    void an_instant_means_the_last_position_recorded_not_after_it() {
        var story = Story.registered(log, "as-of-instant").activated().published();
        var path = "/v1/tenants/" + story.tenant;
        var activated = story.last().recordedAt();
        assertThat(get(path + "?as_of=" + activated).text("status")).isEqualTo("active");
        assertThat(get(path + "?as_of=" + activated.minusNanos(1_000)).text("status"))
                .isEqualTo("provisioning");
        assertThat(get(path + "?as_of=" + story.events().getFirst().recordedAt().minusNanos(1_000))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void every_read_refuses_the_future() {
        var story = Story.registered(log, "as-of-future")
                .activated()
                .mapped("future.as-of.example")
                .published();
        var paths = new ArrayList<>(new GrowingHistory(log, "as-of-none", new Random(0)).pathsOf(story));
        paths.add("/internal/events/" + story.last().eventId());
        paths.addAll(List.of(
                "/internal/tenants-directory", "/internal/jobs", "/internal/events", "/v1/subdomain/check?slug=acme"));
        for (var path : paths) {
            for (var future :
                    List.of("" + (log.head() + 1), Instant.now().plusSeconds(60).toString())) {
                var answer = get(path + (path.contains("?") ? "&" : "?") + "as_of=" + future);
                assertThat(answer.status()).as(path).isEqualTo(400);
                assertThat(answer.body()).contains("query/as_of");
            }
        }
    }

    private void askAll(GrowingHistory history, String asOf) {
        history.things().forEach(path -> ask(path, asOf));
        history.lists().forEach(path -> askPages(path, asOf));
    }

    private void askPages(String path, String asOf) {
        var cursor = "";
        do {
            var page = ask(path + cursor, asOf);
            var next = page.json().path("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
    }

    private Answer ask(String path, String asOf) {
        var asked = path + (path.contains("?") ? "&" : "?") + "as_of=" + asOf;
        var answer = get(asked);
        assertThat(answer.status()).as("%s: %s", asked, answer.body()).isIn(200, 404);
        answered.put(asked, answer);
        return answer;
    }

    private Answer asOf(String path, long position) {
        return get(path + (path.contains("?") ? "&" : "?") + "as_of=" + position);
    }

    /** Under one trace id, since a problem document names it; asked again while the read model is behind. */
    private Answer get(String path) {
        return await().pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(30))
                .until(() -> world.get(path, "x-trace-id", "trace_as_of"), answer -> answer.status() != 503);
    }
}
