package io.prego.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come in: never a 5xx, always a problem document with a trace id. */
class HostileRequestTest extends EdgeTest {

    private static final String END = "Host: a\r\nConnection: close\r\n";

    static Stream<String> requests() {
        return Stream.of(lines(), paths(), headers(), bodies()).flatMap(List::stream);
    }

    private static List<String> lines() {
        return List.of(
                "TRACE /v1/jobs/1 HTTP/1.1\r\n" + END + "\r\n",
                "CONNECT a:443 HTTP/1.1\r\n" + END + "\r\n",
                "get /v1/jobs/1 HTTP/1.1\r\n" + END + "\r\n",
                "G\u0000T /v1/jobs/1 HTTP/1.1\r\n" + END + "\r\n",
                "GET /v1/jobs/x HTTP/9.9\r\n" + END + "\r\n",
                "GET v1 HTTP/1.1\r\n" + END + "\r\n",
                "A".repeat(9000) + " / HTTP/1.1\r\n" + END + "\r\n",
                "GET /v1/jobs/1 HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /v1/jobs/1 HTTP/1.1\r\nHost: a\r\n" + END + "\r\n",
                "GET /v1/jobs/1 HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n");
    }

    private static List<String> paths() {
        return Stream.of(
                        "/%zz",
                        "/%",
                        "/v1/%00",
                        "/v1/jobs/%ff",
                        "/v1/jobs/%c0%af",
                        "/v1/jobs/\u0000",
                        "/v1/jobs/\u00ff",
                        "/v1/jobs/{id}",
                        "/v1/jobs/a|b",
                        "/v1/jobs/<script>",
                        "/v1/jobs/1;a=b;;=",
                        "/v1/jobs/..%2f..%2fetc",
                        "/../../etc/passwd",
                        "/v1/jobs/%2e%2e",
                        "/v1//jobs//x",
                        "/" + "a/".repeat(2000),
                        "/v1/jobs/" + "9".repeat(7000),
                        "/" + "x".repeat(20_000),
                        "/v1/things?status=%",
                        "/v1/things?status=%zz",
                        "/v1/things?status=%c3%28",
                        "/v1/things?=",
                        "/v1/things?&&&=&=&x",
                        "/v1/things?limit[]=1",
                        "/v1/things?" + "a=1&".repeat(2000),
                        "/v1/things?cursor=" + "A".repeat(8000),
                        "/v1/things?as_of=1",
                        "/v1/jobs/1?as_of=+1000000000-01-01T00:00:00Z",
                        "/error?x=1",
                        "/internal/%",
                        "/internal/%00")
                .map(path -> "GET " + path + " HTTP/1.1\r\n" + END + "\r\n")
                .toList();
    }

    private static List<String> headers() {
        return Stream.of(
                        "X: " + "y".repeat(40_000),
                        "X\u0000: y",
                        "NoColon",
                        ": empty",
                        "X : y",
                        "Accept: ,,,;;;",
                        "Accept: */*;q=2",
                        "Accept-Language: %%%%",
                        "Accept-Charset: nonsense",
                        "Content-Type: ;;;",
                        "Range: bytes=5-1",
                        "If-Match: \u00ff",
                        "Expect: nonsense",
                        "Upgrade: h2c",
                        "Cookie: \u0001=;;;",
                        "Origin: \u00ff",
                        "X-HTTP-Method-Override: DELETE",
                        "Transfer-Encoding: gzip, nonsense",
                        "X-Forwarded-For: ,,%00,127.0.0.1:x",
                        "Content-Length: -1",
                        "Content-Length: 99999999999999999999")
                .map(header -> "GET /v1/nothing HTTP/1.1\r\n" + END + header + "\r\n\r\n")
                .toList();
    }

    private static List<String> bodies() {
        return Stream.of(
                        "Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}   ",
                        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        "Content-Length: 50\r\n\r\n{\"comp",
                        "Content-Length: 5000000\r\n\r\n{}",
                        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n",
                        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}",
                        "Transfer-Encoding: chunked\r\n\r\n2;" + "e".repeat(9000) + "\r\n{}\r\n0\r\n\r\n",
                        "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                        sized("{\"" + "n".repeat(100_000) + "\":1}"),
                        sized("{\"company_name\":\"" + "n".repeat(1_000_000) + "\"}"),
                        sized("{\"company_name\":\"A\",\"seats\":" + "9".repeat(5000) + "}"),
                        sized("{\"company_name\":\"A\",\"seats\":1e999999999}"),
                        sized("{\"company_name\":\"A\",\"seats\":1e99999999999999999999}"),
                        "Idempotency-Key: k\r\n" + sized("{\"company_name\":\"A\",\"seats\":1e99999999999999999999}"),
                        "Idempotency-Key: k\r\n" + sized("{\"company_name\":\"A\",\"seats\":1e2147483647}"),
                        sized("[".repeat(100_000)),
                        sized("{\"company_name\":NaN}"),
                        sized("{'company_name':'A'}"),
                        sized("{\"company_name\":\"A\",}"),
                        sized("{\"company_name\":\"A\" /* */}"),
                        sized("\u00ef\u00bb\u00bf{}"),
                        sized("{\"company_name\":\"\\uD83D\"}"),
                        sized("{\"company_name\":\"\u0000\"}"),
                        sized("{\"@class\":\"java.lang.Runtime\",\"company_name\":\"A\"}"))
                .map(rest -> "POST /v1/tenants HTTP/1.1\r\n" + END + "Content-Type: application/json\r\n" + rest)
                .toList();
    }

    private static String sized(String body) {
        return "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_hostile_request_gets_a_problem_and_never_a_5xx(String request) throws IOException {
        var answer = raw().send(request);

        assertThat(answer.status())
                .as(String.join("\n", answer.head()) + answer.body())
                .isBetween(200, 499);
        assertThat(answer.header("x-trace-id"))
                .as(answer.toString())
                .singleElement()
                .asString()
                .matches("trace_[0-9a-f]{32}");
        assertThat(String.join(" ", answer.head()) + answer.body()).doesNotContain("Exception", "Tomcat", "jackson");
        if (answer.status() >= 400) {
            assertThat(answer.header("content-type")).containsExactly("application/problem+json");
            assertThat(answer.body()).startsWith("{\"type\":\"https://prego.dev/problems/");
        }
    }
}
