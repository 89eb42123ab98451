package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ResourceLock("world")
class RebuildQueriesTest {

    private static final Duration REBUILD_MAX = Duration.ofSeconds(30);

    private final World world = World.get();

    @ParameterizedTest
    @ValueSource(strings = {"tenant_directory", "provisioning_state", "event"})
    void no_query_fails_or_changes_a_byte_while_a_read_model_is_built_anew_nor_after(String projection) {
        var slug = "rebuild-" + projection.replace('_', '-');
        var asked = Story.registered(world.log(), slug + "-a").published();
        var done = Story.registered(world.log(), slug + "-b").activated().published();
        var before = new LinkedHashMap<String, String>();
        for (var path : paths(asked, done)) {
            before.put(path, body(path, done.position()));
        }
        var accepted = world.post("/internal/projections/" + projection + "/rebuild");
        assertThat(accepted.status()).isEqualTo(202);
        var until = System.nanoTime() + REBUILD_MAX.toNanos();
        while (!isEnded(projection, accepted.text("build_id"))) {
            assertThat(System.nanoTime()).isLessThan(until);
            var fresh = Story.registered(world.log(), slug + "-" + System.nanoTime())
                    .published();
            assertThat(world.get("/v1/jobs/" + fresh.job).status()).isEqualTo(200);
            assertSame(before, done.position());
        }
        assertSame(before, done.position());
        var last = item(projection).get("last_build");
        assertThat(last.get("outcome").asString()).isEqualTo("switched");
        assertThat(last.at("/comparison/rows_compared").asLong()).isPositive();
        assertThat(last.at("/comparison/differences").asLong()).isZero();
    }

    private static List<String> paths(Story asked, Story done) {
        var paths = new ArrayList<>(List.of(
                "/v1/tenants/" + done.tenant,
                "/v1/jobs/" + done.job,
                "/internal/events/" + done.last().eventId()));
        for (var position : List.of(asked.position(), done.position())) {
            paths.add("/v1/tenants/" + asked.tenant + "?as_of=" + position);
            paths.add("/v1/jobs/" + asked.job + "?as_of=" + position);
            paths.add("/internal/tenants-directory?limit=1000&as_of=" + position);
            paths.add("/internal/jobs?limit=1000&as_of=" + position);
            paths.add("/internal/events?limit=1000&as_of=" + position);
            paths.add("/internal/tenants/" + asked.tenant + "/history?as_of=" + position);
        }
        return paths;
    }

    private void assertSame(Map<String, String> before, long position) {
        before.forEach((path, body) -> assertThat(body(path, position)).as(path).isEqualTo(body));
    }

    private String body(String path, long position) {
        var answer = world.get(path, "X-Min-Event-Position", "" + position);
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(Long.parseLong(answer.header("X-Projection-Position"))).isGreaterThanOrEqualTo(position);
        return answer.body();
    }

    private boolean isEnded(String projection, String buildId) {
        return item(projection).at("/last_build/build_id").asString("").equals(buildId);
    }

    private JsonNode item(String projection) {
        return StreamSupport.stream(
                        world.get("/internal/projections").json().get("items").spliterator(), false)
                .filter(it -> it.get("name").asString().equals(projection))
                .findFirst()
                .orElseThrow();
    }
}
