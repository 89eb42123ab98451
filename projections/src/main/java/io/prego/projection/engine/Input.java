package io.prego.projection.engine;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a projection reads.
 *
 * @param topics of the event log or of a state feed
 * @param upstream the topology that fills the topics; null where the relay itself does
 */
public record Input(List<String> topics, @Nullable Upstream upstream) {

    public Input {
        topics = List.copyOf(topics);
    }

    public static Input ofEvents(List<String> topics) {
        return new Input(topics, null);
    }

    public static Input ofState(String topic, Upstream upstream) {
        return new Input(List.of(topic), upstream);
    }

    /** The same and one topic more. */
    Input and(String topic) {
        return new Input(Stream.concat(topics.stream(), Stream.of(topic)).toList(), upstream);
    }

    /**
     * A topology between the event topics and a feed.
     *
     * @param applicationId also its consumer group, whose committed offsets tell what it has folded
     * @param topics the event topics that it reads
     */
    public record Upstream(String applicationId, List<String> topics) {
        public Upstream {
            topics = List.copyOf(topics);
        }
    }
}
