package io.prego.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.embedded.SharedKafka;
import io.prego.embedded.SharedPostgres;
import io.prego.event.Topics;
import io.prego.projection.PregoTopics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ResourceLock("shared-letters")
class RebuildRoutesTest {

    private static final String LIST = "/internal/projections";
    private static final String REBUILD = "/internal/projections/event/rebuild";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String JDBC_URL = SharedPostgres.freshDatabase();
    private static ServletWebServerApplicationContext application;

    @BeforeAll
    static void start() {
        PregoTopics.make(SharedKafka.bootstrapServers(), Topics.ALL);
        application = (ServletWebServerApplicationContext) new SpringApplicationBuilder(OperatorApplication.class)
                .properties(Map.of(
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "spring.main.banner-mode", "off",
                        "prego.database.url", JDBC_URL,
                        "prego.kafka.bootstrap-servers", SharedKafka.bootstrapServers()))
                .run();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void awaitIdle() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var event = projection("event");
            assertThat(event.get("state").asString()).isEqualTo("following");
            assertThat(event.get("build").isNull()).isTrue();
        });
    }

    @Test
    void each_projection_tells_how_far_it_is() {
        var answer = get(LIST);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(names(answer))
                .contains("event", "provisioning_state", "tenant_directory")
                .isSorted();
        var event = projection("event");
        assertThat(event.get("version").asInt()).isEqualTo(1);
        assertThat(event.get("position").asLong()).isZero();
        assertThat(event.get("parked_keys").asLong()).isZero();
        assertThat(event.get("lag_ms").isNull()).as("there is no log here").isTrue();
    }

    @Test
    void a_rebuild_is_accepted_done_and_told_about() {
        var answer = post(REBUILD);
        assertThat(answer.statusCode()).isEqualTo(202);
        var id = json(answer).get("build_id").asString();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                projection("event").at("/last_build/build_id").asString())
                        .isEqualTo(id));
        var last = projection("event").get("last_build");
        assertThat(last.get("outcome").asString()).isEqualTo("switched");
        assertThat(last.get("cause").asString()).isEqualTo("asked");
        assertThat(last.get("duration_ms").asLong()).isPositive();
        assertThat(last.at("/comparison/differences").asLong()).isZero();
    }

    @Test
    void the_same_key_is_answered_with_the_same_build_for_ever() {
        var first = post(REBUILD, "Idempotency-Key", "once");
        assertThat(first.statusCode()).isEqualTo(202);
        awaitIdle();
        var again = post(REBUILD, "Idempotency-Key", "once");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(json(again).get("build_id")).isEqualTo(json(first).get("build_id"));
        var other = post("/internal/projections/tenant_directory/rebuild", "Idempotency-Key", "once");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(json(other).get("code").asString()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void one_build_of_a_projection_runs_at_a_time() throws SQLException {
        // A session of another node that has the build at work and does nothing.
        try (var other = DriverManager.getConnection(JDBC_URL);
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtextextended('prego.projection.build.event', 0))");
            var first = post(REBUILD);
            assertThat(first.statusCode()).isEqualTo(202);
            var second = post(REBUILD);
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(json(second).get("code").asString()).isEqualTo("rebuild_running");
            assertThat(json(second).get("build_id")).isEqualTo(json(first).get("build_id"));
            var build = projection("event").get("build");
            assertThat(build.get("phase").asString()).isEqualTo("waiting");
            assertThat(build.get("percent").asInt()).isZero();
        }
    }

    @Test
    void an_unknown_projection_is_404_and_no_key_is_401() {
        assertThat(post("/internal/projections/nothing/rebuild").statusCode()).isEqualTo(404);
        var open = HttpRequest.newBuilder(uri(REBUILD)).POST(BodyPublishers.noBody());
        assertThat(send(open).statusCode()).isEqualTo(401);
    }

    private static JsonNode projection(String name) {
        return StreamSupport.stream(json(get(LIST)).get("items").spliterator(), false)
                .filter(item -> item.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(HttpResponse<String> answer) {
        return StreamSupport.stream(json(answer).get("items").spliterator(), false)
                .map(item -> item.get("name").asString())
                .toList();
    }

    private static HttpResponse<String> get(String path) {
        return send(withKey(HttpRequest.newBuilder(uri(path))));
    }

    private static HttpResponse<String> post(String path, String... headers) {
        var request = withKey(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpRequest.Builder withKey(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + OperatorApplication.KEY);
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + application.getWebServer().getPort() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
