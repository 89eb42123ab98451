package io.prego.benchmark.pekko;

import com.typesafe.config.ConfigFactory;
import io.prego.benchmark.Candidate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** An actor system of one node. Commands on one counter go one after another by nature: no caller meets a conflict. */
final class PekkoCandidate implements Candidate {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final String SCHEMA = "/schema/postgres/postgres-create-schema.sql";

    private final String jdbcUrl;
    private final ActorSystem<CounterCommand> system;

    private PekkoCandidate(String jdbcUrl, ActorSystem<CounterCommand> system) {
        this.jdbcUrl = jdbcUrl;
        this.system = system;
    }

    /** @param settings beside those that every use needs, over the defaults of the library */
    static PekkoCandidate open(String jdbcUrl, Map<String, Object> settings) throws IOException, SQLException {
        createTables(jdbcUrl);
        var all = new HashMap<String, Object>(settings);
        all.put("pekko.persistence.journal.plugin", "jdbc-journal");
        all.put("jdbc-journal.slick.profile", "slick.jdbc.PostgresProfile$");
        all.put("jdbc-journal.slick.db.url", jdbcUrl);
        all.put("jdbc-journal.slick.db.driver", "org.postgresql.Driver");
        var config = ConfigFactory.parseMap(all).withFallback(ConfigFactory.load());
        return new PekkoCandidate(jdbcUrl, ActorSystem.create(Counters.behavior(), "counters", config));
    }

    private static void createTables(String jdbcUrl) throws IOException, SQLException {
        try (var schema = Objects.requireNonNull(PekkoCandidate.class.getResourceAsStream(SCHEMA), SCHEMA);
                var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement()) {
            // One by one: it makes an index concurrently, which no transaction may do.
            for (var sql : new String(schema.readAllBytes(), StandardCharsets.UTF_8).split(";", -1)) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void create(String id, String note) {
        change(id, List.of(note));
    }

    @Override
    public void change(String id, String note) {
        change(id, List.of(note));
    }

    @Override
    public void change(String id, List<String> notes) {
        AskPattern.<CounterCommand, Long>ask(
                        system, answerTo -> new CounterCommand(id, notes, answerTo), ANSWER_WITHIN, system.scheduler())
                .toCompletableFuture()
                .join();
    }

    @Override
    public long storedEvents() throws SQLException {
        return Long.parseLong(text("SELECT count(*) FROM event_journal"));
    }

    @Override
    public double storedPayloadBytes() throws SQLException {
        return Double.parseDouble(text("SELECT coalesce(avg(octet_length(event_payload)), 0) FROM event_journal"));
    }

    @Override
    public long storedValue(String id) throws SQLException {
        return Counter.value(text("""
                SELECT convert_from(event_payload, 'UTF8') FROM event_journal
                WHERE persistence_id = '%s' ORDER BY sequence_number DESC LIMIT 1
                """.formatted(id)));
    }

    private String text(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return Objects.requireNonNull(rows.getString(1));
        }
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
