package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.event.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("world")
class ParkedQueriesTest {

    private final World world = World.get();
    private final Log log = world.log();

    @Test
    void what_is_in_the_log_but_parked_from_its_first_record_on_is_503_and_says_so() {
        var story = Story.registered(log, "parked-first");
        log.publishPoison(Topics.TENANT_DIRECTORY, story.tenant.value());
        log.publishPoison(Topics.PROVISIONING_STATE, story.job.value());
        log.publishPoison(Topics.TENANT, story.tenant.value());
        story.published();
        assertWithheld("/v1/tenants/" + story.tenant, "");
        assertWithheld("/v1/tenants/" + story.tenant, "?as_of=" + story.position());
        assertWithheld("/v1/jobs/" + story.job, "");
        assertWithheld("/internal/events/" + story.last().eventId(), "");
        assertThat(world.get("/v1/tenants/" + story.tenant + "?as_of=1").status())
                .isEqualTo(404);
        var history = world.get("/internal/tenants/" + story.tenant + "/history");
        assertThat(history.header("X-Projection-Parked")).isEqualTo("undecodable");
    }

    private void assertWithheld(String path, String query) {
        await().untilAsserted(() -> {
            var answer = world.get(path + query);
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.text("code")).isEqualTo("projection_lagging");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.header("X-Projection-Parked")).isEqualTo("undecodable");
        });
        var begun = System.nanoTime();
        assertThat(world.get(path + query).status()).isEqualTo(503);
        assertThat(System.nanoTime() - begun).isLessThan(1_000_000_000L);
    }

    @Test
    void a_row_with_later_records_parked_is_answered_and_says_so() {
        var story = Story.registered(log, "parked-later").published();
        var path = "/v1/tenants/" + story.tenant;
        var whole = world.get(path);
        assertThat(whole.headers().firstValue("X-Projection-Parked")).isEmpty();
        log.publishPoison(Topics.TENANT_DIRECTORY, story.tenant.value());
        story.activated().published();
        var stale = world.get(path, "X-Min-Event-Position", "" + story.position());
        assertThat(stale.status()).isEqualTo(200);
        assertThat(stale.text("status")).isEqualTo("provisioning");
        assertThat(stale.header("X-Projection-Parked")).isEqualTo("undecodable");
    }

    @Test
    void a_version_that_ended_before_anything_was_parked_is_answered_as_ever() {
        var story = Story.registered(log, "parked-after").activated().published();
        var path = "/v1/tenants/" + story.tenant + "?as_of=" + (story.position() - 1);
        var position = "" + story.position();
        assertThat(world.get(path, "X-Min-Event-Position", position).status()).isEqualTo(200);
        log.publishPoison(Topics.TENANT_DIRECTORY, story.tenant.value());
        await().untilAsserted(() -> assertThat(
                        world.get("/v1/tenants/" + story.tenant).header("X-Projection-Parked"))
                .isEqualTo("undecodable"));
        var settled = world.get(path);
        assertThat(settled.text("status")).isEqualTo("provisioning");
        assertThat(settled.headers().firstValue("X-Projection-Parked")).isEmpty();
    }
}
