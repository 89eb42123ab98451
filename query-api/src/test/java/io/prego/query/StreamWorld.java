package io.prego.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.prego.eventlog.Append;
import io.prego.eventlog.AppendOutcome.Appended;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.EventLogSchema;
import io.prego.eventlog.EventLogSettings;
import io.prego.eventlog.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A real log that is written to, and the application that streams it; heartbeats and patience are short. */
final class StreamWorld implements AutoCloseable {

    static final int STREAMS_MAX = 6;

    private final EventLog log;
    private final Server server;

    StreamWorld(String jdbcUrl) {
        EventLogSchema.migrate(jdbcUrl);
        log = EventLog.open(jdbcUrl, EventLogSettings.defaults());
        server = new Server(
                StreamApplication.class,
                Map.of(
                        "prego.database.url",
                        jdbcUrl,
                        "prego.live.streams-max",
                        STREAMS_MAX,
                        "prego.live.heartbeat",
                        "100ms",
                        "server.tomcat.connection-timeout",
                        "1s"));
    }

    Server server() {
        return server;
    }

    long head() {
        return log.head();
    }

    /** A reader of the stream, with the internal key; waits for the places of those who just left. */
    StreamReader read(String query, String... headers) {
        return await().until(() -> ask(query, headers), reader -> {
            var isThere = reader.response().statusCode() == 200;
            if (!isThere) {
                reader.close();
            }
            return isThere;
        });
    }

    /** The same, whatever the answer is. */
    StreamReader ask(String query, String... headers) {
        return server.stream("/internal/events/stream" + query, headers);
    }

    /** Appends these as one. */
    Appended append(NewEvent... events) {
        return (Appended) log.append(Append.of(events)).join();
    }

    /** Appends that many without a meaning, as one. */
    Appended append(int count) {
        return append(Stream.generate(() -> event("thing.happened", "some", 10))
                .limit(count)
                .toArray(NewEvent[]::new));
    }

    static NewEvent event(String type, String streamId, int payloadBytes) {
        return new NewEvent(
                UUID.randomUUID(),
                type,
                9_999,
                "thing",
                streamId,
                List.of(),
                Instant.now(),
                "service:test",
                "tnt_" + streamId,
                "trace_" + streamId,
                null,
                null,
                null,
                null,
                "x".repeat(payloadBytes).getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.close();
        log.close();
    }
}
