package io.prego.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IdempotencyTest extends EdgeTest {

    private static final String KEY = "Idempotency-Key";

    @Test
    void one_key_gives_one_tag_per_caller_and_route() {
        var first = tag(tree(post("/v1/tenants", ACME, KEY, "k1")));

        assertThat(first).matches("key:[0-9a-f]{64}");
        assertThat(tag(tree(post("/v1/tenants", "{\"company_name\":\"B\"}", KEY, "k1"))))
                .isEqualTo(first);
        assertThat(tag(tree(post("/v1/tenants", ACME, KEY, "k2")))).isNotEqualTo(first);
        assertThat(tag(tree(post("/v1/tenants", ACME, KEY, "k1", "Authorization", "Bearer " + SampleApplication.KEY))))
                .isNotEqualTo(first);
        assertThat(tag(tree(call("PATCH", "/v1/things/1", null, KEY, "k1")))).isNotEqualTo(first);
    }

    @Test
    void spellings_of_one_body_are_one_request_and_other_bodies_are_not() {
        var first = mac("{\"company_name\":\"A\",\"seats\":100,\"steps\":[]}");

        assertThat(mac("{ \"steps\" : [ ], \"seats\":100, \"company_name\":\"\\u0041\" }"))
                .isEqualTo(first);
        assertThat(mac("{\"company_name\":\"A\",\"seats\":101,\"steps\":[]}")).isNotEqualTo(first);
        assertThat(mac("{\"company_name\":\"A\",\"seats\":100}")).isNotEqualTo(first);
        assertThat(mac("{\"company_name\":\"a\",\"seats\":100,\"steps\":[]}")).isNotEqualTo(first);
    }

    @Test
    void one_key_for_two_things_is_one_tag_and_two_requests() {
        var one = tree(call("PATCH", "/v1/things/1", null, KEY, "k"));
        var two = tree(call("PATCH", "/v1/things/2", null, KEY, "k"));

        assertThat(tag(one)).isEqualTo(tag(two));
        assertThat(one.at("/request_mac").stringValue())
                .isNotEqualTo(two.at("/request_mac").stringValue());
    }

    @Test
    void without_a_key_there_is_none_and_a_bad_key_is_a_400() {
        assertThat(tree(post("/v1/tenants", ACME)).at("/key_tag").isNull()).isTrue();
        assertThat(post("/v1/tenants", ACME, KEY, "k".repeat(255)).statusCode()).isEqualTo(202);
        for (var bad : List.of("", "a b", "k".repeat(256), "a\tb")) {
            var answer = post("/v1/tenants", ACME, KEY, bad);
            assertThat(answer.statusCode()).as(bad).isEqualTo(400);
            assertThat(tree(answer).at("/errors/0/pointer").stringValue()).isEqualTo("header/idempotency-key");
        }
        assertThat(post("/v1/tenants", ACME, KEY, "a", KEY, "b").statusCode()).isEqualTo(400);
        assertThat(get("/v1/jobs/1", KEY, "a b").statusCode()).isEqualTo(200);
    }

    private String mac(String body) {
        return tree(post("/v1/tenants", body, KEY, "k")).at("/request_mac").stringValue();
    }

    private static String tag(JsonNode seen) {
        return seen.at("/key_tag").stringValue();
    }
}
