package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.event.Topics;
import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.deadletter.Poison;
import io.prego.event.deadletter.PoisonCause;
import io.prego.event.deadletter.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

@ResourceLock("world")
class DeadLetterRebuildTest {

    private static final Duration BUILD_MAX = Duration.ofSeconds(30);
    private static final String LETTERS = "/internal/dead-letters?limit=3";

    private final World world = World.get();
    private final Log log = world.log();

    @Test
    void the_list_of_dead_letters_is_built_anew_and_answers_the_same_to_the_last_byte() {
        park("rebuild-parked");
        redrive(park("rebuild-parked-again"), "parked_again");
        redrive(publish(letter(1, Map.of())), "redriven");
        publish(letter(2, Map.of("ce_position", "" + Long.MAX_VALUE)));
        log.publishHeaders(Topics.DEAD_LETTERS, "no-letter", Map.of("dead_letter_offset", "x"));
        awaitState("no-letter", "parked");
        var before = pages();
        assertThat(before).hasSizeGreaterThan(1);

        var build = world.post("/internal/projections/dead_letter/rebuild");
        assertThat(build.status()).as(build.body()).isEqualTo(202);
        await().atMost(BUILD_MAX)
                .untilAsserted(() ->
                        assertThat(lastBuild().path("build_id").asString()).isEqualTo(build.text("build_id")));
        assertThat(lastBuild().path("outcome").asString()).isEqualTo("switched");
        assertThat(lastBuild().at("/comparison/differences").asLong())
                .as(lastBuild().toString())
                .isZero();
        assertThat(pages()).isEqualTo(before);
        assertThat(park("rebuild-later")).as("it goes on with what comes").isNotEmpty();
    }

    /** Returns the key. */
    private String park(String slug) {
        var story = Story.registered(log, slug).published();
        log.publishPoison(Topics.TENANT_DIRECTORY, story.tenant.value());
        awaitState(story.tenant.value(), "parked");
        return story.tenant.value();
    }

    /** Of a record that nothing waits for any more. */
    private static DeadLetter letter(int number, Map<String, String> headers) {
        return DeadLetter.parked(
                "prego-projection-event",
                new RecordPlace(Topics.TENANT, number, 8_888_888),
                headers,
                new Poison(PoisonCause.FAILED, "Any", "any"),
                Instant.EPOCH);
    }

    private String publish(DeadLetter letter) {
        log.publishHeaders(Topics.DEAD_LETTERS, letter.id(), DeadLetterHeaders.of(letter));
        awaitState(letter.id(), "parked");
        return letter.id();
    }

    private void redrive(String key, String state) {
        var id = letters(key).at("/items/0/id").asString();
        assertThat(world.post("/internal/dead-letters/" + id + "/redrive").status())
                .isEqualTo(202);
        awaitState(key, state);
    }

    private void awaitState(String key, String state) {
        await().untilAsserted(() ->
                assertThat(letters(key).at("/items/0/state").asString()).isEqualTo(state));
    }

    private JsonNode letters(String key) {
        return world.get("/internal/dead-letters?key=" + key).json();
    }

    /** All pages as they are answered. */
    private List<String> pages() {
        var pages = new ArrayList<String>();
        for (var path = LETTERS; !path.isEmpty(); ) {
            var answer = world.get(path);
            assertThat(answer.status()).isEqualTo(200);
            pages.add(answer.body());
            var next = answer.json().path("next_cursor");
            path = next.isString() ? LETTERS + "&cursor=" + next.asString() : "";
        }
        return pages;
    }

    private JsonNode lastBuild() {
        return world.get("/internal/projections")
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("name").asString().equals("dead_letter"))
                .findFirst()
                .orElseThrow()
                .path("last_build");
    }
}
