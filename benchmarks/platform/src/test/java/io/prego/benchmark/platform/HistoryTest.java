package io.prego.benchmark.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.SharedPostgres;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.EventLogSchema;
import io.prego.eventlog.EventLogSettings;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class HistoryTest {

    @Test
    void a_history_is_as_long_as_it_says() {
        assertThat(new History(7).waiting()).hasSize(History.WAITING_EVENTS);
        assertThat(new History(7).whole()).hasSize(History.WHOLE_EVENTS);
    }

    @Test
    void all_of_it_gets_into_the_log_under_ids_that_sql_can_repeat() throws Exception {
        var database = SharedPostgres.freshDatabase();
        EventLogSchema.migrate(database);
        try (var log = EventLog.open(database, EventLogSettings.defaults())) {
            Appending.fill(log, 1, 300, History::waiting);
        }
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                    SELECT count(*) FROM generate_series(1, 300) n
                    JOIN log.event e ON e.stream_id = 'job_' || md5(n::text) OR e.stream_id = 'tnt_' || md5(n::text)
                    """)) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(300 * History.WAITING_EVENTS);
        }
    }
}
