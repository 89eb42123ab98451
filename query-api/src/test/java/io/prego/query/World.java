package io.prego.query;

import static org.awaitility.Awaitility.await;

import io.prego.embedded.SharedKafka;
import io.prego.embedded.SharedPostgres;
import io.prego.event.Topics;
import io.prego.eventlog.EventLogSchema;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** One log, one broker and one running application for all tests of this module. */
final class World {

    private static final World ONLY = new World();

    private final Log log;
    private final Server server;

    private World() {
        var database = SharedPostgres.freshDatabase();
        EventLogSchema.migrate(database);
        createTopics();
        log = new Log(database, SharedKafka.bootstrapServers());
        server = new Server(database);
        awaitProjections();
    }

    // What is waited for in tests takes milliseconds once the projections have begun.
    private void awaitProjections() {
        var first = Story.registered(log, "first").published();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> get("/v1/tenants/" + first.tenant).status() == 200
                        && get("/internal/events", "X-Min-Event-Position", "" + first.position())
                                        .status()
                                == 200
                        && get("/v1/jobs/" + first.job).status() == 200);
    }

    static World get() {
        return ONLY;
    }

    Log log() {
        return log;
    }

    /** Asks with the internal key. */
    Answer get(String path, String... headers) {
        return server.get(path, headers);
    }

    /** Posts nothing, with the internal key. */
    Answer post(String path) {
        return server.post(path);
    }

    Answer getWithoutKey(String path) {
        return server.getWithoutKey(path);
    }

    private static void createTopics() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", SharedKafka.bootstrapServers()))) {
            var topics = Topics.ALL.stream()
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                    .toList();
            admin.createTopics(topics).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
