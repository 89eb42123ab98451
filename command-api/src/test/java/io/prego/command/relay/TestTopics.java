package io.prego.command.relay;

import static org.awaitility.Awaitility.await;

import io.prego.event.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Gives each test the topics as they are on the first day, on a broker that several tests share. */
final class TestTopics {

    private TestTopics() {}

    static void delete(String bootstrapServers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var ours = Topics.ALL.stream().map(Topics.Topic::name).toList();
            var found = existing(admin, ours);
            admin.deleteTopics(found).all().get();
            await().until(() -> existing(admin, ours).isEmpty());
        }
    }

    /** Makes them and waits until the broker knows them all, which a relay does by trying again. */
    static void create(RelayClients clients) throws Exception {
        new TopicCreation(clients, (short) 1).ensure();
        await().atMost(RelayRun.PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        new TopicTail(clients).last(EventRecord.partitions()).isEmpty());
    }

    private static List<String> existing(Admin admin, List<String> names) throws Exception {
        return admin.listTopics().names().get().stream().filter(names::contains).toList();
    }
}
