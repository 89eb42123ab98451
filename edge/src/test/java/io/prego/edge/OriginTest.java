package io.prego.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OriginTest extends EdgeTest {

    @Test
    void pages_of_an_allowed_origin_may_call_and_read_the_headers() throws IOException {
        var answer = request("POST", "/v1/limited", SampleApplication.ORIGIN);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly(SampleApplication.ORIGIN);
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .singleElement()
                .asString()
                .contains("X-Event-Position", "ETag", "Location", "x-trace-id", "Idempotent-Replayed");
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @Test
    void a_preflight_of_an_allowed_origin_names_the_headers_that_may_be_sent() throws IOException {
        for (var path : List.of("/v1/tenants", "/api/trial/email/check")) {
            var answer = preflight(path, SampleApplication.ORIGIN);
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Headers"))
                    .singleElement()
                    .asString()
                    .contains("x-trace-id", "idempotency-key", "if-match", "content-type", "authorization");
            assertThat(answer.header("Access-Control-Allow-Methods")).isNotEmpty();
        }
    }

    @Test
    void problems_can_be_read_by_allowed_pages_too() throws IOException {
        var answer = request("GET", "/v1/nothing", SampleApplication.ORIGIN);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly(SampleApplication.ORIGIN);
    }

    @Test
    void other_origins_get_no_cors_header() throws IOException {
        for (var origin : List.of(
                "https://evil.example",
                "http://app.example",
                "https://app.example:8443",
                "https://app.example.evil.example",
                "null",
                "https://APP.example")) {
            assertThat(preflight("/v1/tenants", origin).status()).as(origin).isEqualTo(403);
            assertNoCors(preflight("/v1/tenants", origin), origin);
            assertNoCors(request("GET", "/v1/jobs/1", origin), origin);
        }
    }

    @Test
    void internal_paths_never_answer_cors_headers() throws IOException {
        var key = "Authorization: Bearer " + SampleApplication.KEY + "\r\n";
        for (var path :
                List.of("/internal/others", "/internal/nothing", "/v1/../internal/others", "//internal/others")) {
            for (var headers : List.of("", key)) {
                assertNoCors(preflight(path, SampleApplication.ORIGIN, headers), path);
                assertNoCors(request("GET", path, SampleApplication.ORIGIN, headers), path);
            }
        }
    }

    private static void assertNoCors(RawHttp.Answer answer, String what) {
        assertThat(answer.head())
                .as(what)
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    private RawHttp.Answer preflight(String path, String origin, String... headers) throws IOException {
        return request("OPTIONS", path, origin, "Access-Control-Request-Method: POST\r\n", String.join("", headers));
    }

    private RawHttp.Answer request(String method, String path, String origin, String... headers) throws IOException {
        return raw().send("%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nOrigin: %s\r\n%s\r\n"
                .formatted(method, path, origin, String.join("", headers)));
    }
}
