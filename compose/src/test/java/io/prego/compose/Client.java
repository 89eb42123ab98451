package io.prego.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller from outside, with the internal key. */
final class Client {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final int port;
    private final String key;

    Client(int port, String key) {
        this.port = port;
        this.key = key;
    }

    /** An answer; the body is a missing node when it is no JSON. */
    record Answer(int status, HttpResponse<String> http, JsonNode body) {

        String text(String field) {
            var value = body.get(field);
            return value == null ? "(no %s in %s)".formatted(field, http.body()) : value.asString();
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path) {
        return get(path, UnaryOperator.identity());
    }

    Answer get(String path, UnaryOperator<HttpRequest.Builder> more) {
        return send(more.apply(request(path).GET()));
    }

    Answer post(String path, String body) {
        return post(path, body, UnaryOperator.identity());
    }

    Answer post(String path, String body, UnaryOperator<HttpRequest.Builder> more) {
        var request = request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(more.apply(request));
    }

    /** Registers a trial tenant of this slug as anybody could. */
    Answer register(String slug) {
        return register(slug, "");
    }

    Answer register(String slug, String more) {
        return post("/v1/tenants", """
            {"company_name": "Company of %s", "subdomain_slug": "%s", "region": "eu", "plan_tier": "trial",
             "owner_email": "%s@planted.example"%s}\
            """.formatted(slug, slug, slug, more));
    }

    /** The job once it is in this status; fails after 30 s with what it was last. */
    JsonNode awaitJob(String jobId, String status) {
        return await(
                        () -> get("/v1/jobs/" + jobId),
                        answer -> answer.text("status").equals(status))
                .body();
    }

    Answer await(java.util.concurrent.Callable<Answer> call, Predicate<Answer> condition) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(call, condition);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(Duration.ofSeconds(10))
                .header("authorization", "Bearer " + key);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var isJson = answer.headers().firstValue("content-type").orElse("").contains("json");
            return new Answer(answer.statusCode(), answer, isJson ? JSON.readTree(answer.body()) : JSON.missingNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
