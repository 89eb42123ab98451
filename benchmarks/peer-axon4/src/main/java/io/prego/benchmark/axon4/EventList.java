package io.prego.benchmark.axon4;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.UUID;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;

/** Projects every event to Prego's own table of them; the payload is kept as it was stored. */
final class EventList {

    private static final String INSERT = """
        INSERT INTO read.event (position, event_id, type, schema_id, stream_type, stream_id, stream_version, tags,
            occurred_at, recorded_at, actor, tenant_id, payload)
        VALUES (?, ?, ?, 1, ?, ?, ?, '{}', ?, ?, 'service:benchmark', ?, ?)
        """;

    private final ConnectionProvider connections;
    private final Serializer serializer;

    EventList(ConnectionProvider connections, Serializer serializer) {
        this.connections = connections;
        this.serializer = serializer;
    }

    @EventHandler
    void on(DomainEventMessage<?> event, TrackingToken token) throws SQLException {
        var stored = event.serializePayload(serializer, byte[].class);
        var at = Timestamp.from(event.getTimestamp());
        try (var connection = connections.getConnection();
                var insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, Directory.position(token));
            insert.setObject(2, UUID.fromString(event.getIdentifier()));
            insert.setString(3, stored.getType().getName());
            insert.setString(4, event.getType());
            insert.setString(5, event.getAggregateIdentifier());
            insert.setLong(6, event.getSequenceNumber() + 1);
            insert.setTimestamp(7, at);
            insert.setTimestamp(8, at);
            insert.setString(9, event.getAggregateIdentifier());
            insert.setBytes(10, stored.getData());
            insert.executeUpdate();
        }
    }
}
