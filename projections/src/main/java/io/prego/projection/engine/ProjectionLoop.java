package io.prego.projection.engine;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one projection going: claims it, follows its inputs while it owns it, and begins anew, later and later, when
 * something is away. One thread runs it; the others may ask for its condition.
 */
final class ProjectionLoop<T> implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionLoop.class);

    private final Projection<T> projection;
    private final ReadStore store;
    private final KafkaAccess kafka;
    private final Progress progress;
    private final ProjectionSettings settings;
    private final Meters meters;
    private final Lag lag;
    private final AtomicReference<Condition> condition = new AtomicReference<>(Condition.STARTING);
    private final Running running = new Running();
    private volatile @Nullable InputReading open;

    ProjectionLoop(
            Projection<T> projection,
            ReadStore store,
            KafkaAccess kafka,
            Progress progress,
            ProjectionSettings settings,
            MeterRegistry registry) {
        this.projection = projection;
        this.store = store;
        this.kafka = kafka;
        this.progress = progress;
        this.settings = settings;
        this.meters = new Meters(registry, projection.name(), progress);
        this.lag = new Lag(progress::position, meters::watermark, System::nanoTime, settings.lagMax());
    }

    String name() {
        return projection.name();
    }

    Condition condition() {
        return judged(condition.get());
    }

    /** Makes it ready to run, for the first time or after a stop. */
    void prepare() {
        running.begin();
    }

    /** Asks it to end after the batch that it is at. */
    void stop() {
        running.end();
        var reading = open;
        if (reading != null) {
            reading.wake();
        }
    }

    @Override
    public void run() {
        var backoff = new Backoff();
        while (!running.ended()) {
            try {
                store.migrate();
                own(backoff);
            } catch (LostOwnership e) {
                settle(Condition.failing(firstLine(e)));
            } catch (SQLException | FlywayException e) {
                fail("PostgreSQL does not take part", e, backoff);
            } catch (KafkaException e) {
                fail("Kafka does not take part", e, backoff);
            } catch (RuntimeException e) {
                fail("it cannot go on", e, backoff);
            } catch (Error e) {
                settle(Condition.failing("it broke: " + e));
                throw e;
            }
        }
        settle(Condition.STOPPED);
    }

    private void own(Backoff backoff) throws SQLException {
        try (var session = OwnerSession.open(store, projection)) {
            while (!session.claim()) {
                settle(Condition.STANDBY);
                backoff.reset();
                running.pause(settings.heartbeat());
                if (running.ended()) {
                    return;
                }
            }
            try (var consumer = kafka.consumer(settings.batchRowsMax())) {
                follow(session, consumer, backoff);
            }
        }
    }

    private void follow(OwnerSession session, Consumer<String, byte[]> consumer, Backoff backoff) throws SQLException {
        var reading = InputReading.begin(consumer, projection.input(), session.offsets());
        open = reading;
        var writing = new BatchWriting<>(projection, session, meters);
        lag.begin();
        var finder = new MarkFinder(kafka, progress, projection.input(), session.watermark(), reading::wake);
        var search = Thread.ofVirtual().name("marks-" + projection.name()).start(finder);
        try {
            var mark = (Mark) null;
            while (!running.ended()) {
                var records = reading.poll(pollTime());
                mark = mark == null ? finder.next() : mark;
                var isReached = mark != null && mark.isReachedBy(reading.positions());
                if (!records.isEmpty() || isReached) {
                    writing.store(records, reading.positions(), isReached ? mark : null);
                    mark = isReached ? null : mark;
                }
                writing.heartbeatAfter(settings.heartbeat());
                settle(judged(reading.isConnected() ? writing.condition() : Condition.KAFKA_AWAY));
                backoff.reset();
            }
        } finally {
            search.interrupt();
        }
    }

    private Condition judged(Condition own) {
        if (own.up() && progress.isAway()) {
            return Condition.KAFKA_AWAY;
        }
        return own.isFollowing() && lag.isTooLong() ? Condition.BEHIND : own;
    }

    private Duration pollTime() {
        return settings.heartbeat().dividedBy(2);
    }

    private void fail(String what, Exception cause, Backoff backoff) {
        if (!running.ended()) {
            settle(Condition.failing(what + ": " + firstLine(cause)));
            LOG.debug("projection {}", projection.name(), cause);
            running.pause(backoff.next());
        }
    }

    private void settle(Condition now) {
        var before = condition.getAndSet(now);
        if (!before.equals(now)) {
            LOG.atLevel(now.logLevel()).log("projection {}: {}", projection.name(), now.reason());
        }
    }

    private static String firstLine(Exception cause) {
        var message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
