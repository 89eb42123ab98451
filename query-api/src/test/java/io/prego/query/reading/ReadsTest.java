package io.prego.query.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.edge.request.ReadRequest;
import io.prego.embedded.SharedPostgres;
import io.prego.eventlog.EventLogSchema;
import io.prego.projection.engine.ReadStore;
import io.prego.query.reading.Watermarks.Awaited;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ReadsTest {

    private static final String MODEL = "thing";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final String jdbcUrl = SharedPostgres.preparedDatabase("log-and-read-models", ReadsTest::makeTables);
    private final QuerySettings settings = new QuerySettings(LONG, 4, Duration.ofSeconds(1));
    private final QueryDatabase database = new QueryDatabase(jdbcUrl, settings);
    private final JdbcClient owner = JdbcClient.create(new DriverManagerDataSource(jdbcUrl));

    private static void makeTables(String jdbcUrl) {
        EventLogSchema.migrate(jdbcUrl);
        try {
            new ReadStore(jdbcUrl, Duration.ofSeconds(3)).migrate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void addReadModel() {
        owner.sql("INSERT INTO read.projection (name, version, revision) VALUES (?, 1, 1)")
                .param(MODEL)
                .update();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void who_waits_for_a_row_is_not_woken_by_rows_of_earlier_positions() {
        var woken = waitFor(new Awaited(MODEL, 5, 1));
        update("rows_to = 4, watermark = 4, revision = 2");
        assertStillWaits(woken);
        update("rows_to = 5, revision = 3");
        await().until(woken::isDone);
    }

    @Test
    void who_waits_for_the_watermark_is_woken_by_nothing_else() {
        var woken = waitFor(new Awaited(MODEL, 5, Long.MAX_VALUE));
        update("rows_to = 9, watermark = 4, revision = 2");
        assertStillWaits(woken);
        update("watermark = 5, revision = 3");
        await().until(woken::isDone);
    }

    @Test
    void the_log_is_asked_once_per_request_for_where_a_thing_begins() {
        var asked = new AtomicInteger();
        var looked = new AtomicInteger();
        var sought = new Sought<>(
                List.of("a"),
                view -> looked.incrementAndGet() < 4
                        ? Optional.empty()
                        : Optional.of(new Versioned<>(5, null, null, "found")),
                _ -> {
                    asked.incrementAndGet();
                    return new Origin(5, List.of("a"));
                });
        appendUpTo(5);
        var reads = new Reads(database, new LogIndex(database.client()), settings);
        var answer = CompletableFuture.supplyAsync(() -> reads.one(MODEL, new ReadRequest(null, null), sought));
        for (var revision = 2; !answer.isDone() && revision < 5_000; revision++) {
            update("rows_to = 5, revision = " + revision);
        }
        assertThat(answer.join().getBody()).isEqualTo("found");
        assertThat(looked).hasValue(4);
        assertThat(asked).hasValue(1);
    }

    private CompletableFuture<Void> waitFor(Awaited awaited) {
        var watermarks = new Watermarks(database.client());
        return CompletableFuture.runAsync(() -> watermarks.await(awaited, LONG));
    }

    private static void assertStillWaits(CompletableFuture<?> woken) {
        await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(2)).until(() -> !woken.isDone());
    }

    private void update(String columns) {
        owner.sql("UPDATE read.projection SET " + columns).update();
    }

    private void appendUpTo(long head) {
        owner.sql("""
            INSERT INTO log.event (position, recorded_at, occurred_at, stream_version, event_id, schema_id, append_index,
                append_size, type, stream_type, stream_id, tags, actor, salt, payload)
            SELECT n, now(), now(), n, gen_random_uuid(), 1, 0, 1, 'thing.made', 'thing', 'a', '{}', 'system:test',
                decode(repeat('00', 16), 'hex'), ''
            FROM generate_series(1, ?) n
            """).param(head).update();
    }
}
