package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.event.Topics;
import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.deadletter.Poison;
import io.prego.event.deadletter.PoisonCause;
import io.prego.event.deadletter.RecordPlace;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("world")
class DeadLetterQueriesTest {

    private final World world = World.get();
    private final Log log = world.log();

    @Test
    void what_a_projection_parks_is_listed_without_its_content_and_redriven_on_demand() {
        var story = Story.registered(log, "dead-letter").published();
        log.publishPoison(Topics.TENANT_DIRECTORY, story.tenant.value());
        var path = "/internal/dead-letters?key=" + story.tenant;
        await().untilAsserted(() -> assertThat(
                        world.get(path).json().at("/items/0/state").asString())
                .isEqualTo("parked"));
        var letter = world.get(path).json().at("/items/0");
        assertThat(letter.path("consumer").asString()).isEqualTo("prego-projection-tenant_directory");
        assertThat(letter.path("topic").asString()).isEqualTo(Topics.TENANT_DIRECTORY);
        assertThat(letter.path("cause").asString()).isEqualTo("undecodable");
        assertThat(letter.path("tries").asInt()).isEqualTo(1);
        assertThat(letter.propertyNames()).doesNotContain("value", "payload", "data");
        assertThat(world.get(path).header("X-Projection-Position")).isNotEmpty();

        var accepted = world.post("/internal/dead-letters/" + letter.path("id").asString() + "/redrive");
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        assertThat(accepted.text("consumer")).isEqualTo("prego-projection-tenant_directory");
        await().untilAsserted(() -> assertThat(
                        world.get(path).json().at("/items/0/state").asString())
                .isEqualTo("parked_again"));
        assertThat(world.get(path + "&state=parked_again&consumer=prego-projection-tenant_directory")
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(world.get(path + "&state=parked").json().path("items")).isEmpty();
        assertThat(world.get(path + "&consumer=nobody").json().path("items")).isEmpty();
    }

    @Test
    void a_letter_that_is_closed_or_unknown_is_not_redriven() {
        var letter = DeadLetter.parked(
                        "somebody",
                        new RecordPlace(Topics.TENANT, 1, 9_999_999),
                        Map.of(),
                        new Poison(PoisonCause.FAILED, "Any", "any"),
                        Instant.now())
                .redriven();
        log.publishHeaders(Topics.DEAD_LETTERS, "closed", DeadLetterHeaders.of(letter));
        await().untilAsserted(() -> assertThat(
                        world.get("/internal/dead-letters?key=closed").json().path("items"))
                .hasSize(1));
        var closed = world.post("/internal/dead-letters/" + letter.id() + "/redrive");
        assertThat(closed.status()).isEqualTo(409);
        assertThat(closed.text("code")).isEqualTo("not_parked");
        assertThat(world.post("/internal/dead-letters/dlt_" + "0".repeat(32) + "/redrive")
                        .status())
                .isEqualTo(404);
        assertThat(world.post("/internal/dead-letters/anything/redrive").status())
                .isEqualTo(404);
    }

    @Test
    void the_list_takes_no_other_state_no_as_of_and_nobody_without_a_key() {
        assertThat(world.get("/internal/dead-letters?state=lost").status()).isEqualTo(400);
        assertThat(world.get("/internal/dead-letters?as_of=1").status()).isEqualTo(400);
        assertThat(world.getWithoutKey("/internal/dead-letters").status()).isEqualTo(401);
    }

    @Test
    void a_job_whose_tenant_waits_in_the_topology_says_so_until_it_is_released() {
        var story = Story.registered(log, "marked").published();
        var job = "/v1/jobs/" + story.job;
        await().untilAsserted(() -> assertThat(world.get(job).status()).isEqualTo(200));
        mark(story, "failed");
        await().untilAsserted(() ->
                assertThat(world.get(job).header("X-Projection-Parked")).isEqualTo("failed"));
        assertThat(world.get(job).status()).isEqualTo(200);
        assertThat(world.get("/internal/jobs?limit=1").headers().firstValue("X-Projection-Parked"))
                .isPresent();
        mark(story, "released");
        await().untilAsserted(() -> assertThat(world.get(job).headers().firstValue("X-Projection-Parked"))
                .isEmpty());
    }

    private void mark(Story story, String word) {
        log.publishHeaders(Topics.PROVISIONING_STATE, story.tenant.value(), Map.of("prego_parked", word));
    }
}
