package io.prego.stream.parking;

import io.prego.event.Topics;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.stream.parking.Attempt.Failed;
import io.prego.stream.running.TextHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each record through its step. One that cannot be processed is a dead letter and parks its key: later records of the
 * key are kept behind it, in order, and the other keys go on. A redrive takes what is kept through the step in that order,
 * at most {@value #PART} records at a time, so that no transaction lasts long; until the last one the key stays parked.
 * Records without a key are one key in each partition. For one thread.
 */
final class ParkingProcessor implements Processor<String, byte[], String, byte[]> {

    static final int PART = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ParkingProcessor.class);
    private static final Duration BETWEEN_PARTS = Duration.ofMillis(50);
    private static final String NO_KEY = "";

    private final Step step;
    private final String storeName;
    private final String feedSink;
    private final String letterSink;
    private final ParkedCounts counts;
    private final CommitPace pace;
    private final Deque<String> replaying = new ArrayDeque<>();
    private @Nullable Task task;
    private @Nullable Parking parking;
    private @Nullable Cancellable goingOn;

    /** The sinks are the children that write the versions of the state and the dead letters. */
    ParkingProcessor(
            Step step, String storeName, String feedSink, String letterSink, ParkedCounts counts, CommitPace pace) {
        this.step = step;
        this.storeName = storeName;
        this.feedSink = feedSink;
        this.letterSink = letterSink;
        this.counts = counts;
        this.pace = pace;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        step.init(context);
        var store = new ParkedStore(context.getStateStore(storeName));
        var begun = new Task(context, store, new Letters(context, feedSink, letterSink), counts);
        task = begun;
        parking = new Parking(begun, step);
        counts.set(begun.partition(), 0, 0);
        store.forEachKey((key, parked) -> {
            begun.count(1, parked.size());
            if (parked.replaying()) {
                goOnLater(key);
            }
        });
    }

    @Override
    public void close() {
        if (task != null) {
            counts.forget(task.partition());
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        pace.processed(task().context());
        var place = task().place();
        var key = record.key() == null ? NO_KEY : record.key();
        if (place.topic().equals(Topics.REDRIVES)) {
            redrive(key, record);
            return;
        }
        var parked = task().store().find(key);
        var placed = new ParkedRecord(place, record);
        if (parked != null) {
            parking().keepBehind(key, parked, placed);
        } else if (Attempt.at(record, step) instanceof Failed failed) {
            parking().park(key, placed, failed.thrown());
        }
    }

    private void redrive(String key, Record<String, byte[]> record) {
        var wanted = wanted(record);
        if (wanted == null) {
            return;
        }
        var parked = task().store().find(key);
        if (parked == null || !parked.letter().id().equals(wanted.id())) {
            // The store was lost and made anew by better code: the letter alone is still open.
            task().letters().send(key, wanted.redriven());
        } else if (!parked.replaying()) {
            replay(key, parked);
        }
    }

    /** The letter to be redriven; null when it is another consumer's or none at all. */
    private @Nullable DeadLetter wanted(Record<String, byte[]> record) {
        try {
            var written = Instant.ofEpochMilli(record.timestamp());
            var letter = DeadLetterHeaders.read(TextHeaders.toMap(record.headers()), written);
            return letter.consumer().equals(task().consumer()) ? letter : null;
        } catch (UndecodableEvent e) {
            LOG.warn("a record of {} is no redrive: {}", Topics.REDRIVES, e.getMessage());
            return null;
        }
    }

    /** Looked after only while there is something, since each look costs a transaction, whatever it finds. */
    private void goOnLater(String key) {
        replaying.add(key);
        if (goingOn == null) {
            goingOn = task().context().schedule(BETWEEN_PARTS, PunctuationType.WALL_CLOCK_TIME, _ -> goOn());
        }
    }

    private void goOn() {
        var key = replaying.poll();
        var parked = key == null ? null : task().store().find(key);
        if (parked != null) {
            replay(Objects.requireNonNull(key), parked);
        }
        if (replaying.isEmpty() && goingOn != null) {
            goingOn.cancel();
            goingOn = null;
        }
    }

    private void replay(String key, ParkedKey parked) {
        if (parking().replay(key, parked, PART)) {
            goOnLater(key);
        }
    }

    private Task task() {
        return Objects.requireNonNull(task, "the task has not begun");
    }

    private Parking parking() {
        return Objects.requireNonNull(parking, "the task has not begun");
    }
}
