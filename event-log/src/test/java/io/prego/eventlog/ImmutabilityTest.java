package io.prego.eventlog;

import static io.prego.eventlog.Events.appended;
import static io.prego.eventlog.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImmutabilityTest {

    private Database database;

    @BeforeEach
    void append() {
        database = Database.migrated();
        try (var log = database.open()) {
            appended(log.append(Append.of(event("a", "t:1"))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE log.event SET payload = ''",
                "DELETE FROM log.event",
                "TRUNCATE log.event",
                "UPDATE log.event_tag SET tag = 't:2'",
                "DELETE FROM log.event_tag",
                "TRUNCATE log.event_tag",
                "UPDATE log.log_identity SET log_id = gen_random_uuid()",
                "DELETE FROM log.log_identity"
            })
    void nothing_in_the_log_can_be_changed(String change) {
        assertThatThrownBy(() -> database.run("SET ROLE prego_command", change))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.run(change))
                .as("as the owner")
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("stays as it is");
        assertThatThrownBy(() -> database.run("SET session_replication_role = replica", change))
                .as("as the owner whose session plays replica")
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("stays as it is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO log.event_tag VALUES ('t:3', 1)",
                "INSERT INTO log.event (position) VALUES (2)",
                "INSERT INTO keys.subject_key VALUES ('s', 1, '', now())",
                "DELETE FROM keys.subject_key",
                "CREATE TABLE log.mine ()",
                "ALTER TABLE log.event DISABLE TRIGGER ALL"
            })
    void the_application_writes_through_the_function_alone(String way) {
        assertThatThrownBy(() -> database.run("SET ROLE prego_command", way)).isInstanceOf(SQLException.class);
    }

    @Test
    void the_query_side_reads_events_and_tags_and_nothing_else() throws SQLException {
        assertThat(database.run("SET ROLE prego_query", "SELECT position FROM log.event"))
                .containsExactly("1");
        assertThat(database.run("SET ROLE prego_query", "SELECT tag FROM log.event_tag"))
                .containsExactly("t:1");
        assertThat(database.run("SET ROLE prego_query", "SELECT last_position FROM log.position_at(now())"))
                .containsExactly("1");
        assertThatThrownBy(() -> database.run("SET ROLE prego_query", "SELECT * FROM keys.subject_key"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.run("SET ROLE prego_query", "DELETE FROM log.event"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void each_event_has_a_salt_of_its_own() throws SQLException {
        try (var log = database.open()) {
            appended(log.append(Append.of(event("a"), event("b"))));
        }

        assertThat(database.run("SELECT DISTINCT salt FROM log.event WHERE octet_length(salt) = 16"))
                .hasSize(3);
    }
}
