package io.prego.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller from outside, with the internal key. Where it may ask several processes, it asks them in turn. */
final class Client {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Ports ports;
    private final String key;
    private final AtomicInteger turn = new AtomicInteger();

    /** Who answers a route: one of these ports, whichever. */
    @FunctionalInterface
    interface Ports {
        List<Integer> of(String method, String path);
    }

    Client(int port, String key) {
        this((_, _) -> List.of(port), key);
    }

    Client(Ports ports, String key) {
        this.ports = ports;
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
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), more);
    }

    /** Without a body. */
    Answer send(String method, String path) {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), UnaryOperator.identity());
    }

    Answer post(String path, String body) {
        return post(path, body, UnaryOperator.identity());
    }

    Answer post(String path, String body, UnaryOperator<HttpRequest.Builder> more) {
        return send(
                "POST",
                path,
                HttpRequest.BodyPublishers.ofString(body),
                request -> more.apply(request.header("content-type", "application/json")));
    }

    /** Registers a trial tenant of this slug as anybody could. */
    Answer register(String slug) {
        return register(slug, "");
    }

    Answer register(String slug, String more) {
        return post("/v1/tenants", application(slug, more));
    }

    /** As {@link #register(String, String)}, under an idempotency key. */
    Answer register(String slug, String more, String key) {
        return post("/v1/tenants", application(slug, more), request -> request.header("idempotency-key", key));
    }

    private static String application(String slug, String more) {
        return """
            {"company_name": "Company of %s", "subdomain_slug": "%s", "region": "eu", "plan_tier": "trial",
             "owner_email": "%s@planted.example"%s}\
            """.formatted(slug, slug, slug, more);
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

    private Answer send(
            String method, String path, HttpRequest.BodyPublisher body, UnaryOperator<HttpRequest.Builder> more) {
        var able = ports.of(method, path);
        var first = turn.getAndIncrement();
        for (var tries = 0; ; tries++) {
            var port = able.get(Math.floorMod(first + tries, able.size()));
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                    .timeout(Duration.ofSeconds(10))
                    .header("authorization", "Bearer " + key)
                    .method(method, body);
            try {
                return send(more.apply(request).build());
            } catch (UncheckedIOException e) {
                // A process that is not there was not asked: the next one may be, as a load balancer does it.
                if (!(e.getCause() instanceof ConnectException) || tries + 1 >= able.size()) {
                    throw e;
                }
            }
        }
    }

    private static Answer send(HttpRequest request) {
        try {
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
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
