package io.prego.benchmark.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients against a server that refuses every fourth request and drops what begins with {@code drop}. */
class ClientsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    private Target target;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            var number = asked.incrementAndGet();
            if (exchange.getRequestURI().getPath().equals("/drop")) {
                exchange.close();
                return;
            }
            if (number % 4 == 0) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            exchange.sendResponseHeaders(number % 4 == 0 ? 503 : 202, -1);
            exchange.close();
        });
        server.start();
        target = new Target("127.0.0.1", server.getAddress().getPort(), "secret");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Tally inTurn(String script, String file, int count) throws IOException {
        var scripts = Scripts.named(script, target, "a", count, folder.resolve(file), 1);
        try (var clients = new Clients(target, scripts, 8, false)) {
            return clients.inTurn(30 * SECOND);
        }
    }

    @Test
    void each_registration_is_asked_for_once_and_counted() throws IOException {
        var tally = inTurn("tenants", "", 100);
        assertThat(bodies).hasSize(100);
        assertThat(tally.accepted.count()).isEqualTo(75);
        assertThat(tally.refused.count()).isEqualTo(25);
        assertThat(tally.refusedSilently).isZero();
        assertThat(tally.failures()).isZero();
    }

    @Test
    void every_stage_of_every_job_is_reported() throws IOException {
        Files.write(folder.resolve("jobs"), List.of("job_1", "job_2", "job_3"));
        var tally = inTurn("stages", "jobs", 0);
        assertThat(tally.accepted.count() + tally.refused.count()).isEqualTo(30);
        assertThat(bodies).hasSize(30);
    }

    @Test
    void requests_at_a_rate_come_at_that_rate() throws IOException {
        var scripts = Scripts.named("tenants", target, "b", 0, folder, 1);
        try (var clients = new Clients(target, scripts, 8, false)) {
            clients.atRate(200, SECOND / 2);
        }
        assertThat(asked.get()).isBetween(90, 100);
    }

    @Test
    void a_connection_that_breaks_is_a_failure() throws IOException {
        Files.write(folder.resolve("paths"), List.of("/drop"));
        var tally = inTurn("get", "paths", 0);
        assertThat(tally.failures()).isEqualTo(8);
    }
}
