package io.prego.command.relay;

import com.github.f4b6a3.uuid.UuidCreator;
import io.prego.embedded.SharedPostgres;
import io.prego.event.EventCatalogue;
import io.prego.event.codec.EventCodec;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.TenantEvent.TenantTrialStarted;
import io.prego.eventlog.Append;
import io.prego.eventlog.AppendOutcome;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.EventLogSchema;
import io.prego.eventlog.EventLogSettings;
import io.prego.eventlog.NewEvent;
import io.prego.kernel.Tag;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A log on a database of its own, with events of ten tenants in turn and now and then one of a type that is unknown. */
final class TestLog implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");

    private static final int TENANTS = 10;
    private static final EventCodec CODEC = new EventCodec(Schemas.committed());

    final String jdbcUrl;
    final EventLog events;

    private TestLog(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
        this.events = EventLog.open(jdbcUrl, EventLogSettings.defaults().withReadConnectionsMax(2));
    }

    static TestLog fresh() {
        return new TestLog(SharedPostgres.preparedDatabase("event-log", EventLogSchema::migrate));
    }

    static TestLog migrated(String jdbcUrl) {
        EventLogSchema.migrate(jdbcUrl);
        return new TestLog(jdbcUrl);
    }

    /** Another node's view of the same log. */
    TestLog secondNode() {
        return new TestLog(jdbcUrl);
    }

    /** Appends the events in groups of at most 500; returns the new head. */
    long append(int count) {
        for (var left = count; left > 0; left -= 500) {
            var group = IntStream.range(0, Math.min(left, 500)).mapToObj(TestLog::event);
            events.append(new Append(group.toList(), List.of(), 0, List.of())).join();
        }
        return events.head();
    }

    /** Appends one event and returns its position. */
    long appendOne() {
        var outcome = events.append(Append.of(trialStarted(0))).join();
        return ((AppendOutcome.Appended) outcome).last();
    }

    private static NewEvent event(int number) {
        return number % 7 == 6 ? unknown(tenant(number % TENANTS)) : trialStarted(number % TENANTS);
    }

    static TenantId tenant(int number) {
        return new TenantId("tnt_0190d5b0a000700080000000000000%02d".formatted(number));
    }

    private static NewEvent trialStarted(int tenant) {
        var fact = new TenantTrialStarted(tenant(tenant), NOON);
        var type = EventCatalogue.of(fact);
        var encoded = CODEC.encode(fact);
        return new NewEvent(
                UuidCreator.getTimeOrderedEpoch(),
                type.name(),
                encoded.schemaId(),
                type.stream().name(),
                type.streamId(fact),
                fact.tags().stream().map(Tag::toString).toList(),
                NOON,
                "service:test",
                fact.tenantId().toString(),
                "trace_1",
                null,
                null,
                null,
                null,
                encoded.payload());
    }

    private static NewEvent unknown(TenantId tenant) {
        return new NewEvent(
                UuidCreator.getTimeOrderedEpoch(),
                "tenant.invented_later",
                1,
                "tenant",
                tenant.value(),
                List.of("tenant:" + tenant),
                NOON,
                "service:test",
                null,
                null,
                null,
                null,
                null,
                null,
                new byte[] {1});
    }

    @Override
    public void close() {
        events.close();
    }
}
