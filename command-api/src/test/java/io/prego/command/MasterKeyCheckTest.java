package io.prego.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.embedded.SharedPostgres;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.EventLogSchema;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("shared-kafka")
class MasterKeyCheckTest {

    @Test
    void the_same_key_restarts_and_another_is_refused_before_it_seals_anything() throws Exception {
        var database = SharedPostgres.freshDatabase();
        try (var first = CommandApiProcess.on(database, (byte) 1)) {
            assertThat(register(first, "acme-1").status()).isEqualTo(202);
        }

        assertThatThrownBy(() -> CommandApiProcess.on(database, (byte) 2))
                .hasRootCauseMessage("the master key is not the one that this database was sealed with");

        try (var again = CommandApiProcess.on(database, (byte) 1)) {
            var head = again.bean(EventLog.class).head();
            assertThat(register(again, "acme-2").status()).isEqualTo(202);
            assertThat(again.bean(EventLog.class).head()).isGreaterThan(head);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE keys.master_key_check SET mark = sha256('x')",
                "DELETE FROM keys.master_key_check",
                "TRUNCATE keys.master_key_check",
                "SET ROLE prego_command; SELECT * FROM keys.master_key_check",
                "SET ROLE prego_query; SELECT * FROM keys.master_key_check"
            })
    void the_mark_of_the_first_key_cannot_be_changed_or_read_by_the_application(String statement) throws SQLException {
        var database = SharedPostgres.freshDatabase();
        EventLogSchema.migrate(database);
        try (var connection = DriverManager.getConnection(database);
                var session = connection.createStatement()) {
            session.execute("INSERT INTO keys.master_key_check (mark) VALUES (sha256('first'))");
            assertThatThrownBy(() -> session.execute(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        }
    }

    private static CommandApiProcess.Answer register(CommandApiProcess node, String slug) throws Exception {
        return node.post("/v1/tenants", """
            {"company_name": "Acme", "subdomain_slug": "%s", "region": "eu", "plan_tier": "starter",
             "owner_email": "ada@example.com"}\
            """.formatted(slug));
    }
}
