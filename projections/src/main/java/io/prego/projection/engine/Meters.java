package io.prego.projection.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What one projection tells about itself, each meter tagged with its name. */
final class Meters implements Tally {

    private final AtomicLong watermark = new AtomicLong();
    private volatile boolean isOwner;
    private final AtomicLong parkedKeys = new AtomicLong();
    private final AtomicLong parkedRecords = new AtomicLong();
    private final Counter records;
    private final Timer batches;

    Meters(MeterRegistry registry, String projection, String consumer, Progress progress) {
        Gauge.builder("prego.parked.keys", parkedKeys, AtomicLong::doubleValue)
                .description("Keys that wait for a redrive")
                .tag("consumer", consumer)
                .register(registry);
        Gauge.builder("prego.parked.records", parkedRecords, AtomicLong::doubleValue)
                .description("Records that wait for a redrive")
                .tag("consumer", consumer)
                .register(registry);
        records = Counter.builder("prego.projection.records")
                .description("Records that were stored or parked")
                .tag("projection", projection)
                .register(registry);
        batches = Timer.builder("prego.projection.batch")
                .description("Time to store one batch")
                .tag("projection", projection)
                .register(registry);
        Gauge.builder("prego.projection.position", () -> asOwner(watermark.get()))
                .description("All events up to this position are stored; no number where another instance is the owner")
                .tag("projection", projection)
                .register(registry);
        Gauge.builder("prego.projection.lag", () -> asOwner(Math.max(0, progress.position() - watermark.get())))
                .description("Published events beyond that position; no number likewise")
                .baseUnit("events")
                .tag("projection", projection)
                .register(registry);
    }

    private double asOwner(long value) {
        return isOwner ? value : Double.NaN;
    }

    /** All events up to this position are stored; 0 until this instance knows. */
    long watermark() {
        return watermark.get();
    }

    @Override
    public void stored(int count, Duration time, @Nullable Long reached) {
        records.increment(count);
        batches.record(time);
        if (reached != null) {
            watermark.set(reached);
        }
    }

    /** What this instance has parked; nothing when it is not the owner. */
    void parked(ParkedLetters letters) {
        parkedKeys.set(letters.keys());
        parkedRecords.set(letters.records());
    }

    @Override
    public void beginAt(long stored) {
        watermark.set(stored);
        isOwner = true;
    }

    /** From now on this instance is not the owner. */
    void leave() {
        isOwner = false;
    }
}
