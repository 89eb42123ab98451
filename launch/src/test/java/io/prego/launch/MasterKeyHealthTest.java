package io.prego.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.embedded.SharedPostgres;
import io.prego.sealing.MasterKey;
import io.prego.sealing.MasterKeyMark;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

class MasterKeyHealthTest {

    private static final UUID LOG_ID = UUID.fromString("0190a000-0000-7000-8000-000000000001");

    private final String database = SharedPostgres.freshDatabase();

    @Test
    void until_the_log_is_made_it_waits_and_then_agrees() {
        var health = MasterKeyHealth.of(key(1), database, Duration.ZERO);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(reason(health)).contains("waits for command-api");
        makeLog();
        assertThat(reason(health)).contains("waits for command-api");
        MasterKeyMark.demand(key(1), LOG_ID, source());
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_start_that_looks_all_the_time_takes_few_sessions() {
        var health = MasterKeyHealth.of(key(1), database);
        var before = sessions();
        for (var i = 0; i < 200; i++) {
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        }
        assertThat(sessions() - before).isLessThan(20);
    }

    @Test
    void another_key_is_refused_at_the_start() {
        makeLog();
        MasterKeyMark.demand(key(1), LOG_ID, source());
        assertThatThrownBy(() -> MasterKeyHealth.of(key(2), database))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the master key is not the one that this database was sealed with");
    }

    @Test
    void another_key_that_started_before_the_log_was_made_is_never_ready() {
        var health = MasterKeyHealth.of(key(2), database);
        makeLog();
        MasterKeyMark.demand(key(1), LOG_ID, source());
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(reason(health)).isEqualTo(MasterKeyMark.REFUSAL);
    }

    @Test
    void a_database_that_is_away_hinders_no_start() {
        var health = MasterKeyHealth.of(key(1), "jdbc:postgresql://127.0.0.1:1/none");
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(reason(health)).startsWith("the database cannot be asked");
    }

    private static String reason(MasterKeyHealth health) {
        return String.valueOf(health.health().getDetails().get("reason"));
    }

    private long sessions() {
        return JdbcClient.create(source())
                .sql(
                        "SELECT pg_stat_clear_snapshot(), sessions FROM pg_stat_database WHERE datname = current_database()")
                .query((row, _) -> row.getLong("sessions"))
                .single();
    }

    /** What of the log's schema the mark stands on. */
    private void makeLog() {
        JdbcClient.create(source()).sql("""
            CREATE SCHEMA log; CREATE SCHEMA keys;
            CREATE TABLE log.log_identity AS SELECT '%s'::uuid AS log_id;
            CREATE TABLE keys.master_key_check (only_row boolean DEFAULT true PRIMARY KEY, mark bytea NOT NULL)
            """.formatted(LOG_ID)).update();
    }

    private PGSimpleDataSource source() {
        var source = new PGSimpleDataSource();
        source.setUrl(database);
        return source;
    }

    private static MasterKey key(int every) {
        var key = new byte[32];
        Arrays.fill(key, (byte) every);
        return MasterKey.of(key);
    }
}
