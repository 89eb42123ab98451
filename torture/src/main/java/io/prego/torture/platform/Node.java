package io.prego.torture.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One process of the product, and the ways that lead to it and from it. For one thread, but for its health. */
public final class Node implements AutoCloseable {

    private static final Duration HEALTH_WITHIN = Duration.ofSeconds(2);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(HEALTH_WITHIN)
            .build();

    private final Role role;
    private final String name;
    private final int port;
    private final Ways ways;
    private final Map<String, String> variables;
    private final Path output;
    private final @Nullable NodeClock clock;
    private final ClassArchives classes;
    private volatile @Nullable JavaProcess process;
    private volatile boolean wasReady;

    /**
     * The proxies around one process.
     *
     * @param entrance for those who call it
     */
    public record Ways(Link entrance, Link database, Link kafka) {

        public List<Link> all() {
            return List.of(entrance, database, kafka);
        }
    }

    /** What health said: {@code status} 0 when nothing. */
    public record Health(int status, String words) {

        public boolean isReady() {
            return status == 200;
        }
    }

    Node(
            Role role,
            String name,
            int port,
            Ways ways,
            Map<String, String> variables,
            Path output,
            @Nullable NodeClock clock,
            ClassArchives classes) {
        this.role = role;
        this.name = name;
        this.port = port;
        this.ways = ways;
        this.variables = variables;
        this.output = output;
        this.clock = clock;
        this.classes = classes;
    }

    public Role role() {
        return role;
    }

    /** Such as {@code projections-2}. */
    public String name() {
        return name;
    }

    public Ways ways() {
        return ways;
    }

    /** Starts and does not wait. */
    public void launch() throws IOException {
        wasReady = false;
        process = JavaProcess.launch(role.main(), List.of(), variables, output, classes);
    }

    /** Starts it once more, and does not wait: from then on those of its role start sooner. */
    void archiveClasses() throws IOException, InterruptedException {
        classes.make(role.main(), running().pid());
        kill();
        launch();
    }

    /** As whoever watches over services does: one that ended before it was ever ready, of a database that was away, say. */
    void startAgainIfItsStartFailed() throws IOException {
        if (!isAlive() && !wasReady) {
            launch();
        }
    }

    /** kill -9, and waits until it is gone. */
    public void kill() {
        running().kill();
    }

    public void freeze() throws IOException, InterruptedException {
        running().freeze();
    }

    public void thaw() throws IOException, InterruptedException {
        running().thaw();
    }

    /** Whether it goes by a clock of its own. */
    public boolean hasClock() {
        return clock != null;
    }

    /** @param by how far ahead of the true time; negative: behind it */
    public void putClockWrong(Duration by) throws IOException {
        Objects.requireNonNull(clock).putWrong(by);
    }

    public boolean isAlive() {
        return running().isAlive();
    }

    /** What {@code /health/ready} says, asked past the proxy. */
    public Health health() throws InterruptedException {
        if (!isAlive()) {
            return new Health(0, "it has ended: " + running().lastWords());
        }
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health/ready".formatted(port)))
                .timeout(HEALTH_WITHIN)
                .build();
        try {
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            var health = new Health(answer.statusCode(), answer.body());
            if (health.isReady()) {
                wasReady = true;
            }
            return health;
        } catch (IOException e) {
            return new Health(0, e.toString());
        }
    }

    private JavaProcess running() {
        var running = process;
        if (running == null) {
            throw new IllegalStateException(name + " was never launched");
        }
        return running;
    }

    @Override
    public void close() throws IOException {
        var running = process;
        if (running != null) {
            running.kill();
        }
        for (var link : ways.all()) {
            link.close();
        }
    }
}
