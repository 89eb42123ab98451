package io.prego.torture.fuzz;

import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCallbackRejected;
import io.prego.torture.check.Log;
import io.prego.torture.check.LogEntry;
import io.prego.torture.check.Violation;
import io.prego.torture.history.Answer;
import io.prego.torture.history.Call;
import io.prego.torture.history.Client;
import io.prego.torture.history.Exchange;
import io.prego.torture.history.History;
import io.prego.torture.platform.Platform;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sends requests made from {@code /openapi.json} to every route, and judges every answer, and what they left in the log. */
public final class Fuzz {

    private static final String NO_FAULT = "no request is answered with a 5xx";
    private static final String DOCUMENT = "every problem document is valid";
    private static final String NOTHING_LEFT = "a refused request leaves no event but those that the contract lists";
    private static final Set<String> PROBLEM = Set.of("type", "title", "status", "code", "detail", "trace_id");
    /** Some requests wait for a position that never comes; so few that none is refused as one too many. */
    private static final int SENDERS = 16;

    private static final int REFUSED = 400;

    private final Platform platform;
    private final History history;
    private final List<Violation> found = new ArrayList<>();

    private Fuzz(Platform platform, History history) {
        this.platform = platform;
        this.history = history;
    }

    /** @param history takes every exchange */
    public static List<Violation> run(int requests, long seed, Platform platform, History history)
            throws InterruptedException, ExecutionException, SQLException {
        var fuzz = new Fuzz(platform, history);
        fuzz.send(requests, seed);
        history.all().forEach(fuzz::judge);
        fuzz.judgeTheLog();
        return List.copyOf(fuzz.found);
    }

    private void send(int requests, long seed) throws InterruptedException, ExecutionException {
        var knowing = new Client("fuzz", platform, new History());
        var contract =
                Objects.requireNonNull(knowing.once(Call.get("/openapi.json"))).json();
        var existing = existing(knowing);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var senders = new ArrayList<Future<?>>();
            for (var i = 0; i < SENDERS; i++) {
                var client = new Client("fuzz-" + i, platform, history);
                var values = new Values(new Random(seed + i), existing);
                var generator = new RequestGenerator(Operation.of(contract), values);
                senders.add(threads.submit(() -> {
                    for (var sent = 0; sent < requests / SENDERS; sent++) {
                        var _ = client.once(generator.next());
                    }
                    return null;
                }));
            }
            for (var sender : senders) {
                sender.get();
            }
        }
    }

    private static Map<String, List<String>> existing(Client client) throws InterruptedException {
        var tenants = items(client, "/internal/tenants-directory?limit=50");
        var events = items(client, "/internal/events?limit=50");
        return Map.of(
                "tnt", texts(tenants, "tenant_id"),
                "job", texts(tenants, "job_id"),
                "event", texts(events, "event_id"),
                "hostname", texts(tenants, "canonical_hostname"));
    }

    private static JsonNode items(Client client, String path) throws InterruptedException {
        return Objects.requireNonNull(client.once(Call.get(path))).json().path("items");
    }

    private static List<String> texts(JsonNode items, String field) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path(field).asString(""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private void judge(Exchange exchange) {
        var answer = exchange.answer();
        if (answer == null) {
            tell(NO_FAULT, exchange, "there is no answer");
        } else if (answer.status() >= 500 && !isLagging(answer)) {
            tell(NO_FAULT, exchange, answer.body());
        } else if (answer.status() >= REFUSED && !exchange.call().method().equals("HEAD")) {
            var wrong = wrong(answer);
            if (wrong != null) {
                tell(DOCUMENT, exchange, wrong);
            }
        }
    }

    /** Whoever asks for a position that is not there yet is told to wait; that is no fault. */
    private static boolean isLagging(Answer answer) {
        return answer.status() == 503 && answer.text("code").equals("projection_lagging");
    }

    /** What of the document breaks RFC 9457 or the contract; null when nothing does. */
    private static @Nullable String wrong(Answer answer) {
        if (!answer.headers().getOrDefault("content-type", "").startsWith("application/problem+json")) {
            return "its type is " + answer.headers().get("content-type");
        }
        var document = answer.json();
        for (var field : PROBLEM) {
            if (!document.has(field)) {
                return field + " is missing";
            }
        }
        if (document.path("status").asInt(0) != answer.status()) {
            return "it says status " + document.path("status");
        }
        if (!document.path("type").asString("").matches("https?://\\S+|about:blank")) {
            return "its type is no URI";
        }
        if (!document.path("trace_id").asString("").equals(answer.headers().get("x-trace-id"))) {
            return "the trace id is another one than in the header";
        }
        for (var error : document.path("errors")) {
            if (!error.path("pointer").isString() || !error.path("message").isString()) {
                return "an error without pointer or message";
            }
        }
        return null;
    }

    private void judgeTheLog() throws SQLException {
        var refused = new HashSet<String>();
        var accepted = new HashSet<String>();
        for (var exchange : history.all()) {
            var answer = exchange.answer();
            var trace = answer == null ? null : answer.headers().get("x-trace-id");
            if (answer != null && trace != null) {
                (answer.status() >= REFUSED ? refused : accepted).add(trace);
            }
        }
        refused.removeAll(accepted);
        try (var database = platform.database().connect()) {
            Log.read(database).entries().stream()
                    .filter(entry ->
                            refused.contains(String.valueOf(entry.event().traceId())))
                    .filter(entry -> !(entry.fact() instanceof ProvisionJobCallbackRejected))
                    .map(LogEntry::event)
                    .forEach(event -> found.add(new Violation(
                            NOTHING_LEFT,
                            "%s of a request that was refused, %s".formatted(event.type(), event.traceId()),
                            List.of(event.position()),
                            Set.of(String.valueOf(event.traceId())))));
        }
    }

    private void tell(String invariant, Exchange exchange, String what) {
        var call = exchange.call();
        found.add(Violation.of(
                invariant,
                "%s %s: %s".formatted(exchange.told(), call.headers(), what),
                "#%d ".formatted(exchange.number())));
    }
}
