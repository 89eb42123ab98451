package io.prego.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.command.CommandApiApplication;
import io.prego.command.provisioning.ForgetfulInbox;
import io.prego.command.relay.ProgressAside;
import io.prego.embedded.EmbeddedKafka;
import io.prego.embedded.SharedPostgres;
import io.prego.event.Topics;
import io.prego.event.command.AutomationCommand.DispatchJob;
import io.prego.event.command.CommandMessage;
import io.prego.event.provisioning.Transport;
import io.prego.kernel.JobId;
import io.prego.launch.Application;
import io.prego.projection.engine.OffsetsFirst;
import io.prego.projection.engine.StableEnds;
import io.prego.sealing.MasterKey;
import io.prego.torture.check.Checker;
import io.prego.torture.check.Log;
import io.prego.torture.check.Violation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The checker is checked: the product with one bean replaced by a faulty one, and one fault that lets it show. */
class SeededBugsTest {

    private static final String KEY = "the-key-of-all-processes";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int EVENTS_OF_A_REGISTRATION = 4;

    @TempDir
    private Path folder;

    private final String database = SharedPostgres.freshDatabase();
    private final List<Application> running = new java.util.ArrayList<>();
    private EmbeddedKafka kafka;

    @BeforeEach
    void startTheBroker() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    }

    @AfterEach
    void stop() {
        running.forEach(Application::close);
        kafka.close();
    }

    @Test
    void a_relay_position_outside_the_transaction_is_caught() throws Exception {
        register(start(ProgressAside.class), "lost");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(invariants(Checker.ofTopics(log(), kafka.bootstrapServers())))
                        .contains("Kafka holds exactly the log, each event once"));
        assertThat(invariants(Checker.ofLog(connect()))).isEmpty();
    }

    @Test
    void conditions_that_are_not_checked_again_after_a_collision_are_caught() throws Exception {
        var first = start(BlindRetry.class);
        var second = start(BlindRetry.class);
        register(first, "wanted-by-two");
        register(second, "wanted-by-two");
        assertThat(invariants(Checker.ofLog(connect()))).containsOnly("no condition has two winners");
    }

    @Test
    void offsets_that_are_stored_before_rows_are_caught() throws Exception {
        register(start(CommandApiApplication.class), "forgotten");
        start(OffsetsFirst.class);
        await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> watermark("event") == EVENTS_OF_A_REGISTRATION);
        assertThat(invariants(Checker.ofPromises(connect()))).containsOnly("what a watermark promises is stored");
        assertThat(invariants(Checker.ofRows(connect()))).contains("a read model is a fresh replay");
    }

    @Test
    void a_watermark_from_the_last_stable_offset_is_caught() throws Exception {
        var commands = start(CommandApiApplication.class);
        start(StableEnds.class);
        register(commands, "before");
        await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> watermark("event") == EVENTS_OF_A_REGISTRATION);
        try (var open = openTransaction()) {
            register(commands, "hidden");
            await().atMost(LIMIT)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> watermark("event") == 2 * EVENTS_OF_A_REGISTRATION);
            assertThat(invariants(Checker.ofPromises(connect()))).containsOnly("what a watermark promises is stored");
            open.abortTransaction();
        }
    }

    @Test
    void a_redelivered_command_that_is_acted_on_twice_is_caught() throws Exception {
        var commands = start(ForgetfulInbox.class);
        var job = JobId.parse(
                register(commands, "dispatched-twice").path("job_id").asString());
        var message = new CommandMessage(
                new DispatchJob(job, 1, Transport.QUEUE), "cause:dispatch", "system:dispatch", "cause", null);
        deliver(message);
        deliver(message);
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(invariants(Checker.ofLog(connect()))).containsOnly("nothing is dispatched twice"));
    }

    private Application start(Class<?> configuration) throws Exception {
        Map<String, Object> properties = Map.of(
                "server.port",
                0,
                "prego.kafka.bootstrap-servers",
                kafka.bootstrapServers(),
                "prego.database.url",
                database,
                "prego.internal-key",
                KEY,
                // A bean of a seeded bug takes the place of the product's.
                "spring.main.allow-bean-definition-overriding",
                true);
        var started =
                Application.start(configuration, properties, MasterKey.loadOrCreate(folder.resolve("master-key")));
        running.add(started);
        return started;
    }

    private JsonNode register(Application commands, String slug) throws Exception {
        var body = """
                {"company_name": "Company", "subdomain_slug": "%s", "region": "eu", "plan_tier": "trial",
                 "owner_email": "ada@planted.example"}""".formatted(slug);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/tenants".formatted(commands.port())))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            return new JsonMapper().readTree(answer.body());
        }
    }

    /** As Kafka does it again after a crash before the offsets were committed. */
    private void deliver(CommandMessage message) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var outgoing =
                    new ProducerRecord<>(Topics.COMMANDS, message.command().targetId(), message.value());
            message.headers()
                    .forEach((name, value) -> outgoing.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(outgoing).get();
        }
    }

    /** Somebody's transaction in every partition, so that nothing behind it is stable. */
    private KafkaProducer<String, byte[]> openTransaction() throws Exception {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "somebody"),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        for (var partition = 0; partition < 8; partition++) {
            producer.send(new ProducerRecord<>(Topics.TENANT, partition, "nobody", new byte[0]))
                    .get();
        }
        return producer;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database);
    }

    private Log log() throws SQLException {
        try (var connection = connect()) {
            return Log.read(connection);
        }
    }

    private long watermark(String model) throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement("SELECT watermark FROM read.projection WHERE name = ?")) {
            statement.setString(1, model);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private static List<String> invariants(List<Violation> violations) {
        return violations.stream().map(Violation::invariant).distinct().toList();
    }
}
