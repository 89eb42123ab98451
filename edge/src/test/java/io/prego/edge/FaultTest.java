package io.prego.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FaultTest extends EdgeTest {

    @Autowired
    private SampleEndpoint sample;

    @Test
    void a_fault_tells_an_opaque_id_and_the_log_tells_the_cause_beside_it(CapturedOutput output) {
        var answer = get("/v1/fault");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .doesNotContain("SELECT")
                .doesNotContain("Exception")
                .doesNotContain("java");
        var faultId = tree(answer).at("/fault_id").stringValue();
        assertThat(output).contains("fault " + faultId).contains("SELECT secret FROM password");
    }

    @Test
    void a_database_out_of_reach_is_503_with_retry_after() {
        for (var kind : List.of("pool", "shutdown", "spring", "wrapped")) {
            var answer = get("/v1/database/" + kind);
            assertThat(answer.statusCode()).as(kind).isEqualTo(503);
            assertThat(tree(answer).at("/code").stringValue()).isEqualTo("unavailable");
            assertThat(header(answer, "Retry-After")).isEqualTo("2");
        }
        assertThat(get("/v1/database/syntax").statusCode()).isEqualTo(500);
    }

    @Test
    void beyond_its_rate_a_route_answers_429_and_others_go_on() {
        var statuses = new ArrayList<Integer>();
        var peer = "203.0.113.77";
        for (var i = 0; i < 3; i++) {
            statuses.add(post("/v1/limited", "", "X-Forwarded-For", peer).statusCode());
        }
        var refused = post("/v1/limited", "", "X-Forwarded-For", peer);

        assertThat(statuses).containsExactly(204, 204, 429);
        assertThat(tree(refused).at("/code").stringValue()).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 30);
        assertThat(post("/v1/limited", "", "X-Forwarded-For", "203.0.113.78").statusCode())
                .isEqualTo(204);
        assertThat(post("/v1/tenants", ACME, "X-Forwarded-For", peer).statusCode())
                .isEqualTo(202);
    }

    @Test
    void beyond_the_requests_in_flight_it_answers_503_but_health_goes_on() throws InterruptedException {
        var callers = new ArrayList<Thread>();
        for (var i = 0; i < 3; i++) {
            callers.add(Thread.ofVirtual().start(() -> get("/v1/slow")));
        }
        assertThat(sample.waiting.await(10, TimeUnit.SECONDS)).isTrue();

        var refused = get("/v1/jobs/1");
        var health = get("/health/live");
        sample.release.countDown();
        for (var caller : callers) {
            caller.join();
        }

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(tree(refused).at("/code").stringValue()).isEqualTo("overloaded");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(get("/v1/jobs/1").statusCode()).isEqualTo(200);
    }

    @Test
    void the_internal_key_reaches_no_log_line(CapturedOutput output) throws IOException {
        for (var spoiled : List.of("\u0001", "\u0000", "\u007f")) {
            raw().send("GET /internal/others HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                    + SampleApplication.KEY + spoiled + "\r\n\r\n");
        }
        raw().send("GET /v1/<Bearer " + SampleApplication.KEY + "> HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        get("/v1/nothing/" + SampleApplication.KEY);
        get("/internal/others", "Authorization", "Bearer " + SampleApplication.KEY);
        get("/internal/others", "Authorization", "Bearer wrong-planted-key");
        get("/v1/fault", "Authorization", "Bearer " + SampleApplication.KEY);

        assertThat(output).doesNotContain(SampleApplication.KEY).doesNotContain("wrong-planted-key");
    }
}
