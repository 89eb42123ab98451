package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.command.CommandApiApplication;
import io.prego.embedded.EmbeddedKafka;
import io.prego.embedded.EmbeddedPostgres;
import io.prego.projection.ProjectionsApplication;
import io.prego.query.QueryApiApplication;
import io.prego.stream.StreamProcessorsApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Processes of the modules on one given Kafka and one given PostgreSQL, and a balancer before them. */
final class Cluster implements TenantJourney.Platform {

    static final String KEY = "the-key-of-all-processes";

    private static final Duration START_MAX = Duration.ofMinutes(3);

    /** A kind of process, and what it is told beyond what all are. */
    enum Module {
        COMMAND_API(CommandApiApplication.class),
        STREAM_PROCESSORS(StreamProcessorsApplication.class),
        PROJECTIONS(ProjectionsApplication.class),
        QUERY_API(QueryApiApplication.class);

        private final Class<?> main;

        Module(Class<?> main) {
            this.main = main;
        }
    }

    /** One process, and where it listens. */
    record Node(Module module, int port, JavaProcess process) {

        Client client() {
            return new Client(port, KEY);
        }

        boolean isListening() throws IOException {
            if (!process.isAlive()) {
                throw process.died();
            }
            return process.says("listens on port");
        }

        boolean isReady() {
            return process.isAlive() && client().get("/health/ready").status() == 200;
        }
    }

    private final Path data;
    private final Path masterKey;
    private final EmbeddedKafka kafka;
    private final EmbeddedPostgres postgres;
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final List<JavaProcess> all = new ArrayList<>();

    private Cluster(Path data, EmbeddedKafka kafka, EmbeddedPostgres postgres) throws IOException {
        this.data = data;
        this.masterKey = keyFile("5e");
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /** The parts alone, with the key file that all processes share. */
    static Cluster withoutProcesses(Path data) throws IOException {
        return new Cluster(
                data,
                EmbeddedKafka.start(data.resolve("given-kafka"), 0),
                EmbeddedPostgres.start(data.resolve("given-postgres"), 0));
    }

    /** A new file with a master key. */
    Path keyFile(String everyByte) throws IOException {
        var key = Files.createTempFile(
                data,
                "master-key-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(key, everyByte.repeat(32));
    }

    /** Starts the process and does not wait. */
    Node launch(Module module, Map<String, String> more) throws IOException {
        var port = more.getOrDefault("SERVER_PORT", JavaProcess.freePort());
        var variables = new HashMap<>(Map.of(
                "SERVER_PORT", port,
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "DATABASE_URL", postgres.jdbcUrl(),
                "INTERNAL_API_KEY", KEY,
                "PREGO_MASTER_KEY_FILE", masterKey.toString(),
                "PREGO_DATA_DIR", data.resolve("of-" + port).toString(),
                "PREGO_PIPELINE_STAGE_MS", "20"));
        variables.putAll(more);
        var node = new Node(module, Integer.parseInt(port), JavaProcess.launch(module.main, "256m", variables));
        all.add(node.process());
        return node;
    }

    /** From now on the balancer sends to it what its module answers. */
    void add(Node node) {
        nodes.add(node);
    }

    static void awaitListening(Node node) {
        await().atMost(START_MAX).until(node::isListening);
    }

    static void awaitReady(List<Node> started) {
        for (var node : started) {
            awaitListening(node);
            await().atMost(START_MAX).ignoreExceptions().until(node::isReady);
        }
    }

    List<Node> of(Module module) {
        return nodes.stream().filter(node -> node.module() == module).toList();
    }

    @Override
    public String kafka() {
        return kafka.bootstrapServers();
    }

    @Override
    public Client client() {
        return new Client(this::ports, KEY);
    }

    private List<Integer> ports(String method, String path) {
        var ports = of(method.equals("GET") ? Module.QUERY_API : Module.COMMAND_API).stream()
                .map(Node::port)
                .toList();
        assertThat(ports).as("who answers %s %s", method, path).isNotEmpty();
        return ports;
    }

    @Override
    public List<Client> processes() {
        return nodes.stream().map(Node::client).toList();
    }

    @Override
    public String log() throws IOException {
        var log = new StringBuilder();
        for (var process : all) {
            log.append(process.log());
        }
        return log.toString();
    }

    @Override
    public void close() {
        all.forEach(process -> process.handle().destroy());
        all.forEach(JavaProcess::close);
        kafka.close();
        postgres.close();
    }
}
