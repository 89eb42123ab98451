package io.prego.command.relay;

import io.prego.event.Topics;
import io.prego.event.Topics.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics that are not there yet and leaves the others as they are. Several nodes may do it at once, as often
 * as they like.
 */
final class TopicCreation {

    private final RelayClients clients;
    private final short replicationFactor;

    TopicCreation(RelayClients clients, short replicationFactor) {
        this.clients = clients;
        this.replicationFactor = replicationFactor;
    }

    /**
     * @throws HistoryMismatch when a topic exists with another number of partitions: its keys would lie elsewhere
     * @throws KafkaException when Kafka is away or refuses; to be tried again
     */
    void ensure(List<Topic> topics) throws InterruptedException {
        try (var admin = clients.admin()) {
            var missing = missing(admin, topics);
            if (!missing.isEmpty()) {
                create(admin, missing);
            }
        }
    }

    void ensure() throws InterruptedException {
        ensure(Topics.ALL);
    }

    private static List<Topic> missing(Admin admin, List<Topic> topics) throws InterruptedException {
        var found =
                admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
        var missing = new ArrayList<Topic>();
        for (var topic : topics) {
            var description = description(found, topic);
            if (description.isEmpty()) {
                missing.add(topic);
            } else if (description.get().partitions().size() != topic.partitions()) {
                throw new HistoryMismatch("the topic %s has %d partitions and must have %d"
                        .formatted(topic.name(), description.get().partitions().size(), topic.partitions()));
            }
        }
        return missing;
    }

    private static Optional<TopicDescription> description(Map<String, KafkaFuture<TopicDescription>> found, Topic topic)
            throws InterruptedException {
        var description = found.get(topic.name());
        try {
            return description == null ? Optional.empty() : Optional.of(description.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new KafkaException("cannot look up the topic " + topic.name(), e.getCause());
        }
    }

    private void create(Admin admin, List<Topic> topics) throws InterruptedException {
        var created = admin.createTopics(topics.stream().map(this::wanted).toList());
        for (var answer : created.values().entrySet()) {
            try {
                answer.getValue().get();
            } catch (ExecutionException e) {
                // Another node was faster, with the same list.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException("cannot make the topic " + answer.getKey(), e.getCause());
                }
            }
        }
    }

    private NewTopic wanted(Topic topic) {
        var config = new HashMap<String, String>();
        config.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(RelayClients.RECORD_BYTES_MAX));
        // Times are those of the log, or of a node: none is refused for being ahead of a broker, which by default ends
        // at an hour.
        config.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE));
        config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(replicationFactor > 2 ? 2 : 1));
        if (topic.compacted()) {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        } else {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            config.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
            config.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        }
        return new NewTopic(topic.name(), topic.partitions(), replicationFactor).configs(config);
    }
}
