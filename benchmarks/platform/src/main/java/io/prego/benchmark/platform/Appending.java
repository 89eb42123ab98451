package io.prego.benchmark.platform;

import com.github.f4b6a3.uuid.UuidCreator;
import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.codec.EventCodec;
import io.prego.event.schema.Schemas;
import io.prego.eventlog.Append;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.NewEvent;
import io.prego.kernel.Tag;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Facts on their way into the log, through the product's own appender. */
final class Appending {

    /** Below what the appender holds before it says that it is full. */
    private static final int UNDER_WAY_MAX = 200;

    private static final EventCodec CODEC = new EventCodec(Schemas.committed());

    private Appending() {}

    static Append append(TenantId tenant, List<DomainEvent> facts) {
        var now = Instant.now();
        return new Append(facts.stream().map(fact -> event(tenant, fact, now)).toList(), List.of(), 0, List.of());
    }

    @SuppressWarnings("NullAway") // It does not read from a class file that an array may be null.
    private static NewEvent event(TenantId tenant, DomainEvent fact, Instant now) {
        var type = EventCatalogue.of(fact);
        var encoded = CODEC.encode(fact);
        return new NewEvent(
                UuidCreator.getTimeOrderedEpoch(),
                type.name(),
                encoded.schemaId(),
                type.stream().name(),
                type.streamId(fact),
                fact.tags().stream().map(Tag::toString).toList(),
                now,
                "service:benchmark",
                tenant.value(),
                null,
                null,
                null,
                null,
                null,
                encoded.payload());
    }

    /** One append for the history of each number from {@code first} on; returns when all are committed. */
    static void fill(EventLog log, int first, int count, Function<History, List<DomainEvent>> facts)
            throws InterruptedException {
        var free = new Semaphore(UNDER_WAY_MAX);
        var failure = new AtomicReference<@Nullable Throwable>();
        for (var number = first; number < first + count; number++) {
            free.acquire();
            var history = new History(number);
            var _ = log.append(append(history.tenant(), facts.apply(history))).whenComplete((_, thrown) -> {
                failure.compareAndSet(null, thrown);
                free.release();
            });
        }
        free.acquire(UNDER_WAY_MAX);
        var thrown = failure.get();
        if (thrown != null) {
            throw new CompletionException(thrown);
        }
    }
}
