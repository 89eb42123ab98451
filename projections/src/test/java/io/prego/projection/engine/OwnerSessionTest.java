package io.prego.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnerSessionTest {

    private static final Duration OWNER_TIMEOUT = Duration.ofMillis(300);
    private static final Batch<Note> BATCH = new Batch<>(
            List.of(new Note("a", 1, "one")),
            new Parking(Note.projection(Input.ofEvents(List.of("any"))), Map.of()),
            Map.of(),
            1L);

    private final String jdbcUrl = ReadModels.database();
    private final ReadStore store = new ReadStore(jdbcUrl, OWNER_TIMEOUT);
    private final Projection<Note> projection = Note.projection(Input.ofEvents(List.of("any")));

    @BeforeEach
    void makeTables() throws SQLException {
        execute(Note.CREATE_TABLE);
    }

    @Test
    void there_is_one_owner_at_a_time() throws SQLException {
        try (var second = OwnerSession.open(store, projection)) {
            try (var first = OwnerSession.open(store, projection)) {
                assertThat(first.claim()).isTrue();
                assertThat(second.claim()).isFalse();
            }
            await().untilAsserted(() -> assertThat(second.claim()).isTrue());
        }
    }

    @Test
    void a_write_under_an_earlier_epoch_changes_nothing() throws SQLException {
        try (var session = OwnerSession.open(store, projection)) {
            assertThat(session.claim()).isTrue();
            execute("UPDATE read.projection SET epoch = epoch + 1");
            assertThatExceptionOfType(LostOwnership.class).isThrownBy(() -> session.write(Note.TABLE, BATCH));
            assertThat(session.watermark()).isZero();
            assertThat(session.offsets()).isEmpty();
        }
    }

    @Test
    void a_silent_owner_loses_its_session() throws SQLException {
        var silent = OwnerSession.open(store, projection);
        assertThat(silent.claim()).isTrue();
        try (var next = OwnerSession.open(store, projection)) {
            await().untilAsserted(() -> assertThat(next.claim()).isTrue());
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> silent.write(Note.TABLE, BATCH));
        } finally {
            silent.close();
        }
    }

    @Test
    void what_can_be_read_is_on_disk_so_that_no_crash_of_the_database_takes_it_back() throws SQLException {
        try (var writing = store.open("test");
                var building = store.openForBuild("test")) {
            assertThat(synchronousCommit(writing)).isEqualTo("on");
            assertThat(synchronousCommit(building)).as("nobody reads it yet").isEqualTo("off");
        }
    }

    private static String synchronousCommit(Connection session) throws SQLException {
        try (var statement = session.createStatement();
                var rows = statement.executeQuery("SHOW synchronous_commit")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
