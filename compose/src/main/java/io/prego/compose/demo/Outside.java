package io.prego.compose.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prego as its callers know it: over HTTP, applicants without a key and operators with one. What is answered by 503 is asked
 * again for a while, under the same idempotency key, since it may have been done.
 */
final class Outside implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(500);
    private static final int TRIES_MAX = 40;

    private final String url;
    private final String key;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** @param url without a slash at its end */
    Outside(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /** An answer with its JSON body. */
    record Answer(int status, JsonNode body) {

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    /** What no caller can mend: the story cannot go on. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** The new tenant and the job that works for it. */
    Answer register(Scene scene) throws IOException, InterruptedException, Refused {
        var body = new LinkedHashMap<String, Object>();
        body.put("company_name", scene.company());
        body.put("subdomain_slug", scene.slug());
        body.put("region", scene.region());
        body.put("plan_tier", scene.plan());
        body.put("owner_email", "owner@%s.example".formatted(scene.slug()));
        body.put("create_new_server", scene.placement() == Scene.Placement.NEW_SERVER);
        body.put("dedicated", scene.plan().equals("enterprise"));
        if (scene.placement() == Scene.Placement.NAMED_SERVER) {
            body.put("target_server_id", "srv-%s-1".formatted(scene.region()));
        }
        var answer = send(request("/v1/tenants")
                .header("idempotency-key", "demo-" + scene.slug())
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
        if (answer.status() != 202) {
            throw new Refused("POST /v1/tenants answered %d %s".formatted(answer.status(), answer.text("code")));
        }
        return answer;
    }

    /** Such as {@code Failed}. */
    String status(String jobId) throws IOException, InterruptedException {
        return send(request("/v1/jobs/" + jobId).GET()).text("status");
    }

    void map(String tenantId, String hostname) throws IOException, InterruptedException {
        send(request("/internal/tenants/%s/hostnames/%s".formatted(tenantId, hostname))
                .header("authorization", "Bearer " + key)
                .PUT(BodyPublishers.noBody()));
    }

    /** @param what {@code retry} or {@code cancel} */
    void decide(String jobId, String what, String reason) throws IOException, InterruptedException {
        var body = json.writeValueAsBytes(Map.of("by", "operator:demo", "reason_code", reason));
        send(request("/internal/jobs/%s/%s".formatted(jobId, what))
                .header("authorization", "Bearer " + key)
                .header("idempotency-key", "demo-%s-%s".formatted(what, jobId))
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(ANSWER_WITHIN)
                .header("content-type", "application/json");
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var asked = request.build();
        for (var tries = 1; ; tries++) {
            var answer = client.send(asked, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 503 || tries == TRIES_MAX) {
                return new Answer(answer.statusCode(), json.readTree(answer.body()));
            }
            Thread.sleep(ASK_AGAIN_AFTER);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
