package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("world")
class JobQueriesTest {

    private final World world = World.get();
    private final Log log = world.log();

    @Test
    void a_job_is_answered_with_its_stages_as_they_were_stored() {
        var story = Story.registered(log, "job-told").activated().published();
        var answer = world.get("/v1/jobs/" + story.job, "X-Min-Event-Position", "" + story.position());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.fieldNames())
                .containsExactly(
                        "job_id",
                        "tenant_id",
                        "status",
                        "attempt",
                        "failure_stage",
                        "failure_reason",
                        "waiting_reason",
                        "stages",
                        "trace_id",
                        "created_at",
                        "updated_at");
        assertThat(answer.text("status")).isEqualTo("Completed");
        assertThat(answer.body())
                .contains(
                        "\"stages\":[{\"stage\":\"pulumi\",\"status\":\"completed\",\"best_effort\":false,\"started_at\":\"")
                .contains("\"ended_at\":null,\"outputs\":{\"server_ip\":\"192.0.2.1\"}}]");
    }

    @Test
    void a_job_that_was_just_asked_for_is_pending() {
        var story = Story.registered(log, "job-asked").published();
        assertThat(world.get("/v1/jobs/" + story.job).text("status")).isEqualTo("Pending");
    }

    @Test
    void jobs_are_listed_by_status_stage_and_idle_time() {
        var idle = Story.registered(log, "job-idle").published();
        var done = Story.registered(log, "job-done").activated().published();
        var position = "" + done.position();
        assertThat(jobs("status=Pending", position)).contains(idle.job.value()).doesNotContain(done.job.value());
        assertThat(jobs("stage=pulumi", position)).contains(done.job.value()).doesNotContain(idle.job.value());
        assertThat(jobs("stuck_for=0", position)).contains(idle.job.value()).doesNotContain(done.job.value());
        assertThat(jobs("stuck_for=PT1H", position)).isEmpty();
        // At the moment at which it was completed the other had been idle for less than a day.
        assertThat(jobs("stuck_for=P1D&as_of=" + position, position)).isEmpty();
        assertThat(jobs("stuck_for=0&as_of=" + position, position)).contains(idle.job.value());
    }

    @Test
    void a_refused_callback_makes_no_stuck_job_look_alive() {
        var story = Story.registered(log, "job-stuck");
        var quiet = story.position();
        story.callbackRejected().published();
        var position = "" + story.position();
        var recorded = story.events().stream()
                .filter(event -> event.position() == quiet)
                .findFirst()
                .orElseThrow()
                .recordedAt();
        var since = Duration.between(recorded, story.last().recordedAt());
        assertThat(jobs("stuck_for=%s&as_of=%s".formatted(since, position), position))
                .contains(story.job.value());
        assertThat(jobs("stuck_for=%s&as_of=%s".formatted(since.plusNanos(1_000), position), position))
                .doesNotContain(story.job.value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=pending",
                "status=Gone",
                "stage=PULUMI",
                "stuck_for=-1",
                "stuck_for=soon",
                "stuck_for=-PT1S",
                "stuck_for=P99999999D",
                "limit=x",
                "as_of=now"
            })
    void bad_filters_are_400(String query) {
        assertThat(world.get("/internal/jobs?" + query).status()).isEqualTo(400);
    }

    private List<String> jobs(String query, String position) {
        var answer = world.get("/internal/jobs?limit=1000&" + query, "X-Min-Event-Position", position);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.items("job_id");
    }
}
