package io.prego.compose.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void it_ends_with_a_word_when_it_is_refused() throws Exception {
        server.createContext("/v1/tenants", exchange -> {
            var body = "{\"code\": \"rate_limited\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(429, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        demo().play();
        assertThat(said()).contains("it ends early, since POST /v1/tenants answered 429 rate_limited");
    }

    @Test
    void what_is_out_of_reach_for_a_moment_is_asked_for_again_under_the_same_key() throws Exception {
        var keys = new ConcurrentLinkedQueue<String>();
        server.createContext("/v1/tenants", exchange -> {
            keys.add(exchange.getRequestHeaders().getFirst("idempotency-key"));
            var status = calls.incrementAndGet() <= 5 ? 503 : 422;
            exchange.sendResponseHeaders(status, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        demo().play();
        assertThat(said()).contains("answered 422");
        assertThat(keys).hasSize(10);
        assertThat(new HashSet<>(keys)).hasSize(5);
    }

    @Test
    void it_ends_with_a_word_when_nobody_answers() throws Exception {
        server.stop(0);
        demo().play();
        assertThat(said()).contains("it ends early");
    }

    @Test
    void an_interrupt_ends_it_at_once_and_it_says_nothing_more() throws Exception {
        server.createContext("/v1/tenants", exchange -> {
            calls.incrementAndGet();
            awaitTheEnd();
            exchange.close();
        });
        var ended = new AtomicReference<Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                demo().play();
            } catch (InterruptedException e) {
                ended.set(e);
            }
        });
        await().atMost(PATIENCE).until(() -> calls.get() > 0);
        thread.interrupt();
        await().atMost(PATIENCE).until(() -> ended.get() != null);
        assertThat(said()).doesNotContain("ends early").doesNotContain("done");
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Demo demo() {
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return new Demo(url, "a-key", new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
