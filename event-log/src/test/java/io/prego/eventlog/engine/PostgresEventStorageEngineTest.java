package io.prego.eventlog.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.SharedPostgres;
import io.prego.event.codec.EventCodec;
import io.prego.event.schema.Schemas;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.EventLogSchema;
import io.prego.eventlog.EventLogSettings;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresEventStorageEngineTest extends EventStorageEngineContract {

    private static final EventCodec CODEC = new EventCodec(Schemas.committed());

    private EventLog log;
    private PostgresEventStorageEngine engine;

    @BeforeEach
    void open() {
        var url = SharedPostgres.preparedDatabase("event-log", EventLogSchema::migrate);
        log = EventLog.open(url, EventLogSettings.defaults());
        engine = new PostgresEventStorageEngine(log, CODEC);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Override
    EventStorageEngine engine() {
        return engine;
    }

    @Test
    void an_entry_carries_the_whole_envelope() {
        commit(AppendCondition.none(), Messages.activated(1, Messages.tag("zone", 3)));

        var entry = source(EventCriteria.havingTags(Messages.tag("zone", 3)))
                .entries()
                .getFirst();
        var recorded = entry.getResource(PostgresEventStorageEngine.RECORDED);

        assertThat(recorded.position()).isEqualTo(1);
        assertThat(recorded.streamType()).isEqualTo("tenant");
        assertThat(recorded.streamId()).isEqualTo(Messages.tenantTag(1).value());
        assertThat(recorded.tags()).containsExactly("tenant:" + recorded.streamId(), "hostname:t.example", "zone:3");
    }
}
