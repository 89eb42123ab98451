package io.prego.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadBodyTest extends EdgeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'company_name':'A','colour':1}                      | /colour               | is not a field of this"
                        + " body",
                "{'steps':[{'step_name':'s','x':1}],'company_name':''} | /steps/0/x            | is not a field of"
                        + " this body",
                "{'company_name':1}                                  | /company_name         | must be a string",
                "{'company_name':true}                               | /company_name         | must be a string",
                "{'company_name':{}}                                 | /company_name         | must be a string",
                "{'company_name':'A','seats':'4'}                    | /seats                | must be a number",
                "{'company_name':'A','seats':4.5}                    | /seats                | must be a number",
                "{'company_name':'A','seats':99999999999}            | /seats                | must be a number",
                "{'company_name':'A','dedicated':'true'}             | /dedicated            | must be true or false",
                "{'company_name':'A','dedicated':1}                  | /dedicated            | must be true or false",
                "{'company_name':'A','steps':{}}                     | /steps                | must be an array",
                "{'company_name':'A','steps':[null]}                 | /steps/0              | is required",
                "{'company_name':'A','steps':[{}]}                   | /steps/0/step_name    | is required",
                "{'company_name':'A','steps':[{'step_name':'s','occurred_at':'noon'}]} | /steps/0/occurred_at | must"
                        + " be an RFC 3339 instant",
                "{'company_name':'A','steps':[{'step_name':'s','occurred_at':17}]} | /steps/0/occurred_at | must be an"
                        + " RFC 3339 instant",
                "{}                                                  | /company_name         | is required",
                "{'company_name':null}                               | /company_name         | is required",
                "{'company_name':''}                                 | /company_name         | size must be between 1"
                        + " and 200",
                "{'company_name':'A','company_name':'B'}             | /company_name         | is there twice",
                "{'company_name':'\\u0000'}                          | /company_name         | has characters that"
                        + " text cannot have",
                "{'company_name':'\\u001b[31m'}                      | /company_name         | has characters that"
                        + " text cannot have",
                "{'company_name':'\\ud800'}                          | /company_name         | has characters that"
                        + " text cannot have",
                "{'company_name':'A'} {}                             | ``                    | has more after its end",
                "{'company_name':'A'} x                              | ``                    | is not valid JSON at"
                        + " line 1",
                "{'company_name':                                    | /company_name         | is not valid JSON at"
                        + " line 1",
                "[]                                                  | ``                    | must be an object",
                "null                                                | ``                    | is required",
                "'A'                                                 | ``                    | must be an object",
            })
    void each_fault_of_a_body_is_a_400_with_its_place(String body, String pointer, String message) {
        var answer = post("/v1/tenants", body.replace('\'', '"'));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        var problem = tree(answer);
        assertThat(problem.at("/code").stringValue()).isEqualTo("invalid_request");
        assertThat(problem.at("/errors/0/pointer").stringValue()).isEqualTo(pointer);
        assertThat(problem.at("/errors/0/message").stringValue()).startsWith(message);
    }

    @Test
    void no_answer_repeats_a_value_that_was_sent() {
        var planted = "hunter2-planted";
        for (var body : List.of(
                "{'company_name':'A','seats':'%s'}",
                "{'company_name':'A','steps':[{'step_name':'s','occurred_at':'%s'}]}",
                "{'company_name':'A','dedicated':'%s'}",
                "{'company_name':'%s','company_name':'B'}",
                "{'company_name':%s}")) {
            var answer = post("/v1/tenants", body.formatted(planted).replace('\'', '"'));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .doesNotContain("hunter2")
                    .doesNotContain("jackson")
                    .doesNotContain("java");
        }
    }

    @Test
    void a_body_that_is_not_utf_8_is_refused() throws IOException {
        assertThat(postBytes("application/json", new byte[] {'"', (byte) 0xff, '"'}))
                .isEqualTo(400);
        assertThat(postBytes("application/json", ACME.getBytes(StandardCharsets.UTF_16)))
                .isEqualTo(400);
        assertThat(postBytes("application/json; charset=utf-16", ACME.getBytes(StandardCharsets.UTF_16)))
                .isEqualTo(415);
    }

    @Test
    void a_body_nested_a_thousand_deep_is_refused() {
        var deep = "{\"company_name\":" + "[".repeat(1000) + "]".repeat(1000) + "}";

        assertThat(post("/v1/tenants", deep).statusCode()).isEqualTo(400);
    }

    @Test
    void a_body_of_exactly_one_mebibyte_is_read_and_one_byte_more_is_413() {
        var filler = (1 << 20) - ACME.length();

        assertThat(post("/v1/tenants", ACME + " ".repeat(filler)).statusCode()).isEqualTo(202);
        var beyond = post("/v1/tenants", ACME + " ".repeat(filler + 1));
        assertThat(beyond.statusCode()).isEqualTo(413);
        assertThat(tree(beyond).at("/code").stringValue()).isEqualTo("payload_too_large");
    }

    @Test
    void a_chunked_body_beyond_one_mebibyte_is_413() throws IOException {
        var chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        var answer = raw().send("POST /v1/tenants HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17)
                + "0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("x-trace-id")).hasSize(1);
    }

    @Test
    void a_route_that_says_so_takes_larger_bodies() {
        var words = "[" + "\"word-of-some-length\",".repeat(100_000) + "\"last\"]";

        var answer = post("/internal/import", words, "Authorization", "Bearer " + SampleApplication.KEY);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("100001");
    }

    @Test
    void only_json_is_taken() {
        for (var type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense")) {
            var answer = post("/v1/tenants", ACME, "Content-Type", type);
            assertThat(answer.statusCode()).as(type).isEqualTo(415);
            assertThat(tree(answer).at("/code").stringValue()).isEqualTo("unsupported_media_type");
        }
        assertThat(post("/v1/tenants", ACME, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(415);
        assertThat(post("/v1/tenants", ACME, "Content-Type", "application/json; charset=UTF-8")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void a_missing_body_is_a_400() {
        assertThat(call("POST", "/v1/tenants", null).statusCode()).isEqualTo(400);
        assertThat(post("/v1/tenants", "").statusCode()).isEqualTo(400);
    }

    @Test
    void names_in_any_script_survive() {
        var answer = post("/v1/tenants", "{\"company_name\":\"주식회사 프레고 🚀\\n\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(tree(answer).at("/company_name").stringValue()).isEqualTo("주식회사 프레고 🚀\n");
    }

    private int postBytes(String contentType, byte[] body) throws IOException {
        var head =
                "POST /v1/tenants HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(contentType, body.length)
                        .getBytes(StandardCharsets.US_ASCII);
        var request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return raw().send(request).status();
    }
}
