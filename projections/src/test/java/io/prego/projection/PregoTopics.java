package io.prego.projection;

import io.prego.event.Topics.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Topics by their own names, on a broker that tests share and run on side by side: whoever comes first makes them. */
public final class PregoTopics {

    private PregoTopics() {}

    public static void make(String bootstrapServers, List<Topic> topics) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                            .toList())
                    .values()
                    .values()
                    .forEach(PregoTopics::awaitMade);
        }
    }

    private static void awaitMade(KafkaFuture<Void> made) {
        try {
            made.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        }
    }
}
