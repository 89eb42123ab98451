package io.prego.stream.provisioning;

import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.StageStatus;
import io.prego.stream.running.Backoff;
import io.prego.stream.running.FailureLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a pipeline tells over HTTP. Each call goes on until it is answered, or until its thread is interrupted. Thread-safe. */
final class PipelineReports implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(PipelineReports.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    /** Answers for which the job is not to blame: a wrong key, a slow request, too many of them. */
    private static final Set<Integer> TRY_AGAIN = Set.of(401, 403, 408, 429);

    private final String url;
    private final String key;
    private final ReportsHealth health;
    private final JsonMapper json = new JsonMapper();
    private final FailureLog failures = new FailureLog(LOGGER);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** @param url of command-api, without a slash at its end */
    PipelineReports(String url, String key, ReportsHealth health) {
        this.url = url;
        this.key = key;
        this.health = health;
    }

    /** The job's pipeline was told that it does no good to go on. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** @param errorCode null unless the stage failed */
    void stage(LocalJob job, Stage stage, StageStatus status, Map<String, String> outputs, @Nullable String errorCode)
            throws InterruptedException, Refused {
        var body = new LinkedHashMap<String, Object>();
        body.put("stage", word(stage));
        body.put("status", word(status));
        body.put("run_id", job.runId());
        if (!outputs.isEmpty()) {
            body.put("outputs", outputs);
        }
        if (errorCode != null) {
            body.put("error_code", errorCode);
        }
        post("/internal/jobs/%s/stages".formatted(job.jobId()), body);
    }

    void completed(LocalJob job) throws InterruptedException, Refused {
        var body = closing(job, "Completed");
        body.put("outputs", job.servers());
        post("/internal/provision-complete", body);
    }

    void failed(LocalJob job, Stage stage, String reason) throws InterruptedException, Refused {
        var body = closing(job, "Failed");
        body.put("failure_stage", word(stage));
        body.put("failure_reason", reason);
        post("/internal/provision-complete", body);
    }

    private static Map<String, Object> closing(LocalJob job, String status) {
        var body = new LinkedHashMap<String, Object>();
        body.put("job_id", job.jobId().value());
        body.put("tenant_id", job.tenantId().value());
        body.put("status", status);
        body.put("attempt", job.attempt());
        body.put("run_id", job.runId());
        return body;
    }

    private void post(String path, Map<String, Object> body) throws InterruptedException, Refused {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(ANSWER_TIMEOUT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build();
        for (var tries = 1; !isAnswered(request); tries++) {
            Thread.sleep(BACKOFF.after(tries));
        }
    }

    private boolean isAnswered(HttpRequest request) throws InterruptedException, Refused {
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            var status = answer.statusCode();
            if (status < 300) {
                health.answered();
                return true;
            }
            var problem = "%s answered %d: %s".formatted(request.uri().getPath(), status, answer.body());
            if (status < 500 && !TRY_AGAIN.contains(status) && !isConflict(status, answer.body())) {
                health.answered();
                throw new Refused(problem);
            }
            health.unanswered(
                    status == 401 ? url + " does not know this INTERNAL_API_KEY" : url + " answers " + status);
            failures.warn("a report will be repeated", new IOException(problem));
        } catch (IOException e) {
            health.unanswered(url + " does not answer");
            failures.warn("a report will be repeated", e);
        }
        return false;
    }

    /** Somebody else changed the job at the same moment: nothing was decided. Other 409s are decisions. */
    private boolean isConflict(int status, String body) {
        try {
            return status == 409
                    && "conflict".equals(json.readTree(body).path("code").asString(null));
        } catch (JacksonException _) {
            return false;
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
