package io.prego.stream.feed;

import io.prego.stream.running.Standing;
import io.prego.stream.running.Work;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * One topology at work. When its thread fails the whole client ends, so that the supervisor's pause comes before the next
 * start: a poison event is then met every few seconds instead of in a tight loop.
 */
final class RunningTopology implements Work {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Topology topology;
    private final Properties properties;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    RunningTopology(Topology topology, Properties properties) {
        this.topology = topology;
        this.properties = properties;
    }

    @Override
    public void run(Standing standing) throws Exception {
        var streams = new KafkaStreams(topology, properties, new PatientClients());
        try {
            streams.setUncaughtExceptionHandler(thrown -> {
                failure.compareAndSet(null, thrown);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.setStateListener((next, _) -> changed(next, standing));
            streams.start();
            ended.await();
        } catch (StreamsException e) {
            failure.compareAndSet(null, e);
        } finally {
            streams.close(CLOSE_LIMIT);
        }
        var thrown = failure.get();
        if (thrown != null) {
            if (isOfABrokenStore(thrown)) {
                streams.cleanUp();
            }
            throw new IllegalStateException("the topology failed", thrown);
        }
    }

    /**
     * Whether a store cannot be opened: a kill while its files were being made or removed leaves some of them, which no
     * restart mends. All stores stand in changelogs, from which the next start makes them anew.
     */
    private static boolean isOfABrokenStore(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof ProcessorStateException
                        && String.valueOf(cause.getMessage()).startsWith("Error opening store"));
    }

    @Override
    public void stop() {
        ended.countDown();
    }

    private void changed(State next, Standing standing) {
        switch (next) {
            case RUNNING -> standing.well("running");
            case CREATED, REBALANCING -> standing.unwell("taking its partitions and restoring its store");
            case PENDING_SHUTDOWN, PENDING_ERROR -> standing.unwell("stopping");
            case ERROR, NOT_RUNNING -> ended.countDown();
        }
    }
}
