package io.prego.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AccessTest extends EdgeTest {

    private static final String BEARER = "Bearer " + SampleApplication.KEY;

    @Test
    void both_active_keys_open_internal_routes() {
        for (var key : List.of(SampleApplication.KEY, SampleApplication.NEXT_KEY)) {
            assertThat(get("/internal/others", "Authorization", "Bearer " + key).statusCode())
                    .isEqualTo(200);
            assertThat(get("/internal/others", "authorization", "bearer " + key).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void no_wrong_and_near_miss_keys_get_the_same_401() {
        var bodies = new HashSet<String>();
        for (var shown : List.of(
                "",
                "Bearer",
                "Bearer ",
                "Bearer " + SampleApplication.KEY + "x",
                "Bearer " + SampleApplication.KEY.substring(1),
                "Bearer " + SampleApplication.KEY.toUpperCase(Locale.ROOT),
                "Basic " + SampleApplication.KEY,
                SampleApplication.KEY)) {
            var answer = get("/internal/others", "Authorization", shown);
            assertThat(answer.statusCode()).as(shown).isEqualTo(401);
            assertThat(header(answer, "WWW-Authenticate")).isEqualTo("Bearer");
            bodies.add(answer.body().replaceAll("trace_[0-9a-f]+", ""));
        }
        bodies.add(get("/internal/others").body().replaceAll("trace_[0-9a-f]+", ""));
        bodies.add(get("/internal/others", "Authorization", BEARER, "Authorization", BEARER)
                .body()
                .replaceAll("trace_[0-9a-f]+", ""));
        assertThat(bodies).hasSize(1);
    }

    @Test
    void an_unknown_internal_path_is_401_without_and_404_with_a_key() {
        for (var method : List.of("GET", "POST", "DELETE", "OPTIONS", "PURGE")) {
            assertThat(call(method, "/internal/nothing", null).statusCode())
                    .as(method)
                    .isEqualTo(401);
        }
        assertThat(get("/internal/nothing", "Authorization", BEARER).statusCode())
                .isEqualTo(404);
        assertThat(get("/internal").statusCode()).isEqualTo(401);
    }

    @Test
    void no_spelling_of_the_path_gets_around_the_key() throws IOException {
        for (var path : List.of(
                "//internal/others",
                "/./internal/others",
                "/internal;x=1/others",
                "/;x/internal/others",
                "/%69nternal/others",
                "/%2569nternal/others",
                "/INTERNAL/others",
                "/internal/../internal/others",
                "/internal/../v1/jobs/1",
                "/v1/../internal/others",
                "/v1/..;/internal/others",
                "/v1/%2e%2e/internal/others",
                "/internal%2fothers",
                "/internal%5cothers",
                "/\\internal/others",
                "/internal/others/",
                "/internal/./others",
                "http://a/internal/others")) {
            var answer = raw().send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(answer.status()).as(path).isIn(400, 401, 404);
            assertThat(answer.body()).as(path).doesNotContain("items");
        }
    }

    @Test
    void the_caller_is_named_by_the_key() {
        assertThat(tree(post("/v1/tenants", ACME)).at("/actor").stringValue()).isEqualTo("applicant:anonymous");
        assertThat(tree(post("/v1/tenants", ACME, "Authorization", BEARER))
                        .at("/actor")
                        .stringValue())
                .isEqualTo("operator:internal");
        assertThat(tree(post("/v1/tenants", ACME, "Authorization", "Continuation abc"))
                        .at("/actor")
                        .stringValue())
                .isEqualTo("applicant:anonymous");
    }

    @Test
    void the_peer_is_the_rightmost_address_that_is_no_trusted_proxy() {
        assertThat(peer()).isEqualTo("127.0.0.1");
        assertThat(peer("203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(peer("198.51.100.1, 203.0.113.9, 10.1.2.3")).isEqualTo("203.0.113.9");
        assertThat(peer("203.0.113.9, nonsense, 10.1.2.3")).isEqualTo("10.1.2.3");
        assertThat(peer("2001:db8::1")).isEqualTo("2001:db8:0:0:0:0:0:1");
    }

    private String peer(String... forwarded) {
        var answer = forwarded.length == 0
                ? post("/v1/tenants", ACME)
                : post("/v1/tenants", ACME, "X-Forwarded-For", forwarded[0]);
        return tree(answer).at("/peer").stringValue();
    }
}
