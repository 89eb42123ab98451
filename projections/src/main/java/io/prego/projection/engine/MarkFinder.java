package io.prego.projection.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds marks for one projection. Everything up to p is published before the progress topic says p, so what is asked for
 * afterwards is enough: the high watermarks of the inputs. They are asked for with {@code read_uncommitted}, since the
 * last stable offset may still lie before p's records. For a state feed the topology must first have committed offsets
 * beyond the event topics' high watermarks; only then does the feed hold what p made of it.
 */
final class MarkFinder implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(MarkFinder.class);
    private static final long UPSTREAM_POLL_MS = 10;
    private static final long UPSTREAM_POLL_MS_MOST = 50;
    /** Of the time that it has waited: a topology that has much to fold is asked less often. */
    private static final double UPSTREAM_POLL_SHARE = 0.2;

    private static final int AHEAD_MAX = 1;

    private final KafkaAccess kafka;
    private final Progress progress;
    private final Input input;
    private final Runnable onFound;
    private final BlockingQueue<Mark> found = new ArrayBlockingQueue<>(AHEAD_MAX);
    private final Map<String, List<TopicPartition>> partitions = new HashMap<>();
    private long last;

    /**
     * @param after positions up to this one need no mark
     * @param onFound called after each mark, on the finder's thread
     */
    MarkFinder(KafkaAccess kafka, Progress progress, Input input, long after, Runnable onFound) {
        this.kafka = kafka;
        this.progress = progress;
        this.input = input;
        this.last = after;
        this.onFound = onFound;
    }

    /** The next mark that was found; null when there is none yet. */
    @Nullable
    Mark next() {
        return found.poll();
    }

    /** Searches until interrupted. */
    @Override
    public void run() {
        var backoff = new Backoff();
        var upstream = input.upstream();
        while (!Thread.currentThread().isInterrupted()) {
            try (var admin = kafka.admin();
                    var onlooker = upstream == null ? null : kafka.onlooker(upstream.applicationId())) {
                search(admin, onlooker, backoff);
            } catch (InterruptedException | InterruptException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | KafkaException e) {
                LOG.debug("the ends of {} cannot be asked for", input.topics(), e);
                pause(backoff.next());
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param onlooker of the topology's group; null where none is upstream */
    private void search(Admin admin, @Nullable Consumer<String, byte[]> onlooker, Backoff backoff)
            throws InterruptedException, ExecutionException {
        while (true) {
            var position = progress.awaitBeyond(last);
            if (onlooker != null) {
                awaitFolded(
                        onlooker,
                        ends(admin, Objects.requireNonNull(input.upstream()).topics()));
            }
            found.put(new Mark(position, ends(admin, input.topics())));
            last = position;
            onFound.run();
            backoff.reset();
        }
    }

    private void awaitFolded(Consumer<String, byte[]> onlooker, Map<TopicPartition, Long> published)
            throws InterruptedException {
        var probe = new TailProbe(kafka);
        var begun = System.nanoTime();
        while (true) {
            var committed = committed(onlooker, published.keySet());
            var behind = new HashMap<TopicPartition, Long>();
            published.forEach((partition, end) -> {
                if (committed.getOrDefault(partition, 0L) < end) {
                    behind.put(partition, end);
                }
            });
            if (behind.isEmpty() || probe.holdNothing(behind, committed)) {
                return;
            }
            Thread.sleep(pauseMs(Duration.ofNanos(System.nanoTime() - begun)));
        }
    }

    private static long pauseMs(Duration waited) {
        var share = (long) (waited.toMillis() * UPSTREAM_POLL_SHARE);
        return Math.clamp(share, UPSTREAM_POLL_MS, UPSTREAM_POLL_MS_MOST);
    }

    private static Map<TopicPartition, Long> committed(
            Consumer<String, byte[]> onlooker, Set<TopicPartition> partitions) {
        var offsets = new HashMap<TopicPartition, Long>();
        onlooker.committed(partitions).forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition, offset.offset());
            }
        });
        return offsets;
    }

    private Map<TopicPartition, Long> ends(Admin admin, List<String> topics)
            throws InterruptedException, ExecutionException {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (var topic : topics) {
            partitions(admin, topic).forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        }
        return admin
                .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    // The number of partitions of a topic never changes.
    private List<TopicPartition> partitions(Admin admin, String topic) throws InterruptedException, ExecutionException {
        var known = partitions.get(topic);
        if (known == null) {
            var description = Objects.requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
            known = IntStream.range(0, description.partitions().size())
                    .mapToObj(number -> new TopicPartition(topic, number))
                    .toList();
            partitions.put(topic, known);
        }
        return known;
    }
}
