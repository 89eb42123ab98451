package io.prego.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTest extends EdgeTest {

    private static final String BEARER = "Bearer " + SampleApplication.KEY;

    @Test
    void a_refusal_of_a_capability_is_a_problem_with_its_facts() {
        var answer = get("/v1/refused", "x-trace-id", "trace_1");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"https://prego.dev/problems/slug-taken\",\"title\":\"The slug is taken.\","
                        + "\"status\":409,\"code\":\"slug_taken\",\"detail\":\"Another tenant has it.\","
                        + "\"trace_id\":\"trace_1\",\"held_since\":\"1970-01-01T00:00:00.000000Z\"}");
    }

    @Test
    void a_commands_answer_carries_its_headers() {
        var answer = post("/v1/tenants", ACME);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(header(answer, "X-Event-Position")).isEqualTo("7");
        assertThat(header(answer, "ETag")).isEqualTo("\"1\"");
        assertThat(header(answer, "Location")).isEqualTo("/v1/jobs/job_1");
        assertThat(header(answer, "Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void a_read_carries_its_headers_and_prints_instants_in_microseconds() {
        var answer = get("/v1/jobs/4");

        assertThat(header(answer, "X-Projection-Position")).isEqualTo("9");
        assertThat(header(answer, "X-Projection-Lag-Ms")).isEqualTo("12");
        assertThat(answer.body())
                .isEqualTo("{\"job_id\":\"job_4\",\"created_at\":\"2026-11-20T15:27:16.000001Z\",\"as_of\":null}");
    }

    @Test
    void an_answer_is_sent_whole_with_its_length() {
        for (var answer :
                List.of(get("/v1/jobs/4"), post("/v1/tenants", ACME), get("/v1/refused"), get("/v1/nowhere"))) {
            assertThat(header(answer, "Content-Length"))
                    .isEqualTo("" + answer.body().length());
            assertThat(answer.headers().firstValue("Transfer-Encoding")).isEmpty();
        }
    }

    @Test
    void as_of_is_a_position_or_an_instant() {
        assertThat(tree(get("/v1/jobs/1?as_of=12")).at("/as_of").stringValue()).isEqualTo("position 12");
        assertThat(tree(get("/v1/jobs/1?as_of=2026-11-20T17:27:16.5%2B02:00"))
                        .at("/as_of")
                        .stringValue())
                .isEqualTo("instant 2026-11-20T15:27:16.500Z");
        for (var bad :
                List.of("", "0", "-1", "yesterday", "2026-11-20", "99999999999999999999", "2026-13-01T00:00:00Z")) {
            assertPlace(get("/v1/jobs/1?as_of=" + bad), "query/as_of");
        }
        assertPlace(post("/v1/limited?as_of=1", ""), "query/as_of");
    }

    @Test
    void pages_follow_one_another_by_their_cursors_and_the_last_has_none() {
        var seen = new ArrayList<Integer>();
        var path = "/v1/things?limit=2";
        var pages = 0;
        for (var next = path; next != null && pages < 9; pages++) {
            var page = tree(get(next));
            page.at("/items").forEach(item -> seen.add(item.intValue()));
            var cursor = page.at("/next_cursor");
            next = cursor.isNull() ? null : path + "&cursor=" + cursor.stringValue();
        }
        assertThat(seen).containsExactly(1, 2, 3, 4, 5);
        assertThat(pages).isEqualTo(3);
        assertThat(get("/v1/things").body()).endsWith("\"next_cursor\":null}");
    }

    @Test
    void a_bad_limit_or_cursor_is_a_400() {
        for (var limit : List.of("0", "-1", "1001", "x", "", "1.5", "+5", "99999999999")) {
            assertPlace(get("/v1/things?limit=" + limit), "query/limit");
        }
        assertThat(get("/v1/things?limit=1000").statusCode()).isEqualTo(200);
        var cursor = tree(get("/v1/things?limit=1")).at("/next_cursor").stringValue();
        var altered = (cursor.charAt(0) == 'A' ? 'B' : 'A') + cursor.substring(1);
        for (var bad : List.of("", "x", "%21%21", "AAAA", altered, cursor + "AAAA")) {
            assertPlace(get("/v1/things?cursor=" + bad), "query/cursor");
        }
        assertPlace(get("/internal/others?cursor=" + cursor, "Authorization", BEARER), "query/cursor");
    }

    @Test
    void unknown_double_and_unreadable_parameters_are_400() {
        assertPlace(get("/v1/things?colour=red"), "query/colour");
        assertPlace(get("/v1/things?status=a&status=b"), "query/status");
        assertPlace(get("/v1/things?limit=1&limit=1"), "query/limit");
        assertPlace(get("/v1/things?status=%00"), "query/status");
        assertPlace(get("/v1/things?status=%ff"), "query/status", "query");
        assertPlace(get("/v1/jobs/x"), "path/id");
        assertPlace(get("/v1/jobs/99999999999999"), "path/id");
        assertPlace(call("PATCH", "/v1/things/%01", null), "path/id");
    }

    @Test
    void filters_may_be_a_record_and_their_faults_have_places() {
        assertThat(get("/v1/filtered?plan_tier=trial&updated_since=2026-11-20T15:27:16Z")
                        .body())
                .isEqualTo("{\"plan_tier\":\"trial\",\"updated_since\":\"2026-11-20T15:27:16.000000Z\"}");
        assertPlace(get("/v1/filtered?updated_since=yesterday"), "query/updated_since");
        assertPlace(get("/v1/filtered?updated_since=1763652436000"), "query/updated_since");
        assertPlace(get("/v1/filtered?planTier=trial"), "query/planTier");
        assertPlace(get("/v1/filtered?slug=too-long"), "query/slug");
        assertPlace(get("/v1/subdomain/check"), "query/slug");
    }

    @Test
    void if_match_and_min_event_position_are_read_and_bad_ones_refused() {
        var seen = tree(call("PATCH", "/v1/things/1", null, "If-Match", "\"3\"", "X-Min-Event-Position", "12"));
        assertThat(seen.at("/if_match").longValue()).isEqualTo(3);
        assertThat(seen.at("/min_event_position").longValue()).isEqualTo(12);
        assertThat(call("PATCH", "/v1/things/1", null, "If-Match", "*").statusCode())
                .isEqualTo(200);
        for (var bad : List.of("3", "\"x\"", "W/\"3\"", "\"3\", \"4\"", "", "\"0\"", "\"99999999999999999999\"")) {
            assertPlace(call("PATCH", "/v1/things/1", null, "If-Match", bad), "header/if-match");
        }
        for (var bad : List.of("0", "-1", "x", "", "1e3", "99999999999999999999")) {
            assertPlace(get("/v1/jobs/1", "X-Min-Event-Position", bad), "header/x-min-event-position");
        }
    }

    @Test
    void wrong_methods_name_the_right_ones_and_unknown_paths_are_404() {
        var answer = call("DELETE", "/v1/tenants", null);
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "Allow")).isEqualTo("POST");
        assertThat(tree(answer).at("/code").stringValue()).isEqualTo("method_not_allowed");
        assertThat(call("PURGE", "/v1/tenants", null).statusCode()).isEqualTo(405);
        for (var method : List.of("GET", "POST", "PUT", "DELETE", "PURGE")) {
            assertThat(call(method, "/v1/nothing", null).statusCode())
                    .as(method)
                    .isEqualTo(404);
        }
        assertThat(get("/error").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void a_caller_that_takes_no_json_is_told_before_anything_is_done() {
        for (var accept : List.of("text/html", "application/xml", "nonsense", "application/json;q=x")) {
            var answer = post("/v1/tenants", ACME, "Accept", accept);
            assertThat(answer.statusCode()).as(accept).isEqualTo(406);
            assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
            assertThat(header(answer, "X-Event-Position")).isEmpty();
        }
        assertThat(post("/v1/tenants", ACME, "Accept", "text/html, */*;q=0.1").statusCode())
                .isEqualTo(202);
    }

    private void assertPlace(HttpResponse<String> answer, String... places) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(tree(answer).at("/errors/0/pointer").stringValue()).isIn((Object[]) places);
    }
}
