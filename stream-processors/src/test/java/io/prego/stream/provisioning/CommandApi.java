package io.prego.stream.provisioning;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A server over a real port that notes each report and answers what the test wants. */
final class CommandApi implements AutoCloseable {

    static final String KEY = "test-key";

    private final JsonMapper json = new JsonMapper();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private volatile String problem = "";
    private volatile Function<Report, Integer> answer = report -> report.path().endsWith("/stages") ? 202 : 200;

    record Report(String path, String authorization, Map<String, Object> body) {

        /** {@code pulumi started} or {@code Completed}, with the failure stage if there is one. */
        String words() {
            var at = body.get("failure_stage");
            var status = body.get("status") + (at == null ? "" : " at " + at);
            return body.containsKey("stage") ? body.get("stage") + " " + status : status;
        }

        boolean isOf(String jobId) {
            return path.contains("/" + jobId + "/") || jobId.equals(body.get("job_id"));
        }
    }

    CommandApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answer(Function<Report, Integer> next) {
        answer = next;
    }

    /** What stands in the body of every answer that is no 2xx, until told otherwise. */
    void problem(String code) {
        problem = json.writeValueAsString(Map.of("code", code));
    }

    /** For an answer that never comes while the server is open. */
    int never() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 503;
    }

    List<Report> reports(String jobId) {
        return reports.stream().filter(report -> report.isOf(jobId)).toList();
    }

    List<String> words(String jobId) {
        return reports(jobId).stream().map(Report::words).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = json.readValue(exchange.getRequestBody(), new TypeReference<Map<String, Object>>() {});
            var report = new Report(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    body);
            reports.add(report);
            var status = answer.apply(report);
            var problemBody = (status < 300 ? "" : problem).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, problemBody.length == 0 ? -1 : problemBody.length);
            exchange.getResponseBody().write(problemBody);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
