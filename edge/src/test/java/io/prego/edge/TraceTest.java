package io.prego.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest extends EdgeTest {

    private static final String FRESH = "trace_[0-9a-f]{32}";

    @Test
    void a_valid_trace_id_comes_back_trimmed_on_answers_and_problems() {
        var longest = "trace_" + "a".repeat(122);
        for (var sent : List.of("trace_aB-9_", longest)) {
            assertThat(header(get("/v1/jobs/1", "x-trace-id", sent), "x-trace-id"))
                    .isEqualTo(sent);
        }
        var problem = get("/v1/nothing", "X-Trace-Id", "  trace_here ");
        assertThat(header(problem, "x-trace-id")).isEqualTo("trace_here");
        assertThat(tree(problem).at("/trace_id").stringValue()).isEqualTo("trace_here");
        assertThat(tree(post("/v1/tenants", ACME, "x-trace-id", "trace_seen"))
                        .at("/trace_id")
                        .stringValue())
                .isEqualTo("trace_seen");
    }

    @Test
    void anything_else_is_dropped_and_a_fresh_one_made() {
        for (var sent : List.of("", "7f", "trace_", "trace_a b", "trace_a.b", "Trace_a", "trace_" + "a".repeat(123))) {
            var answer = get("/v1/jobs/1", "x-trace-id", sent);
            assertThat(answer.statusCode()).as(sent).isEqualTo(200);
            assertThat(header(answer, "x-trace-id")).as(sent).matches(FRESH);
        }
        assertThat(header(get("/v1/jobs/1", "x-trace-id", "trace_a", "x-trace-id", "trace_b"), "x-trace-id"))
                .matches(FRESH);
    }

    @Test
    void one_with_a_tab_or_a_byte_beyond_ascii_is_dropped_and_the_request_served() throws IOException {
        for (var sent : List.of("trace_a\tb", "trace_\u00e9")) {
            var answer = raw().send("GET /v1/jobs/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nx-trace-id: " + sent
                    + "\r\n\r\n");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-trace-id")).singleElement().asString().matches(FRESH);
        }
    }

    @Test
    void a_raw_control_character_in_any_header_is_a_400_of_tomcat() throws IOException {
        for (var sent : List.of("trace_a\u0001b", "trace_\u0000", "trace_\u007f")) {
            var answer = raw().send("GET /v1/jobs/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nx-trace-id: " + sent
                    + "\r\n\r\n");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("x-trace-id")).singleElement().asString().matches(FRESH);
        }
    }

    @Test
    void what_tomcat_refuses_by_itself_carries_the_callers_trace_id_too() throws IOException {
        var answer = raw().send("GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\nx-trace-id: trace_kept\r\n\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("x-trace-id")).containsExactly("trace_kept");
        assertThat(answer.header("content-type")).containsExactly("application/problem+json");
        assertThat(answer.body()).contains("\"trace_id\":\"trace_kept\"").contains("\"code\":\"invalid_request\"");
    }
}
