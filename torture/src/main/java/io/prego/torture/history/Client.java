package io.prego.torture.history;

import io.prego.torture.platform.Link;
import io.prego.torture.platform.Node;
import io.prego.torture.platform.Platform;
import io.prego.torture.platform.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One caller with the internal key, who writes down every exchange. Where several processes answer a route, it asks them
 * in turn, as a balancer without any knowledge would. Thread-safe.
 */
public final class Client {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final long PAUSE_MS = 100;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_WITHIN)
            .build();

    private final String name;
    private final List<Integer> commands;
    private final List<Integer> queries;
    private final List<Integer> projections;
    private final History history;
    private final AtomicInteger turn = new AtomicInteger();

    public Client(String name, Platform platform, History history) {
        this.name = name;
        this.commands = ports(platform, Role.COMMAND_API);
        this.queries = ports(platform, Role.QUERY_API);
        this.projections = ports(platform, Role.PROJECTIONS);
        this.history = history;
    }

    private static List<Integer> ports(Platform platform, Role role) {
        return platform.nodes(role).stream()
                .map(Node::ways)
                .map(Node.Ways::entrance)
                .map(Link::port)
                .toList();
    }

    /** Asks once; null when no answer came. */
    public @Nullable Answer once(Call call) throws InterruptedException {
        var able = able(call);
        var port = able.get(Math.floorMod(turn.getAndIncrement(), able.size()));
        var sentAt = System.nanoTime();
        var answer = send(call, port);
        history.add(name, call, sentAt, answer);
        return answer;
    }

    /** Asks again and again until the answer lasts; null when none did in time. */
    public @Nullable Answer persist(Call call, Duration limit) throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            var answer = once(call);
            if (answer != null && !answer.isPassing()) {
                return answer;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
        return null;
    }

    private List<Integer> able(Call call) {
        if (call.path().startsWith("/internal/projections") || call.path().endsWith("/redrive")) {
            return projections;
        }
        return call.method().equals("GET") ? queries : commands;
    }

    private static @Nullable Answer send(Call call, int port) throws InterruptedException {
        var body = call.body();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, call.path())))
                .timeout(ANSWER_WITHIN)
                .header("authorization", "Bearer " + Platform.KEY)
                .method(
                        call.method(),
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        call.headers().forEach(request::setHeader);
        try {
            var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var headers = new HashMap<String, String>();
            answer.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
            return new Answer(answer.statusCode(), headers, answer.body());
        } catch (IOException _) {
            return null;
        }
    }
}
