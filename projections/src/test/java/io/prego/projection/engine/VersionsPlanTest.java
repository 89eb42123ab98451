package io.prego.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.SharedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A batch of versions costs what it holds, however many rows are current, even where nothing is known of the table. */
class VersionsPlanTest {

    private static final int BATCH_ROWS = 1_000;

    static final List<Table<Note>> TABLES = List.of(
            Note.TABLE,
            Table.ofVersionsInAnyOrder(
                    "read.note",
                    Column.text("id", Note::id),
                    Column.bigint("valid_from", Note::position),
                    List.of(Column.text("words", Note::words))));

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = new ReadStore(SharedPostgres.freshDatabase(), Duration.ofSeconds(10)).open("plan");
        execute("CREATE SCHEMA read");
        execute(Note.CREATE_TABLE);
        execute("CREATE INDEX note_current ON read.note (id) WHERE valid_to IS NULL");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void every_look_at_the_table_is_for_one_id(Table<Note> table) throws SQLException {
        var explained =
                new Table<>(table.name(), "EXPLAIN " + table.sql(), table.key(), table.position(), table.columns());
        var looks = plan(explained).stream()
                .filter(line -> line.contains(" on note"))
                .toList();
        assertThat(looks).hasSizeGreaterThan(1).first().asString().contains("Insert on note");
        assertThat(looks.subList(1, looks.size())).allMatch(line -> line.contains("Index") && line.contains("_pkey"));
        assertThat(plan(explained).stream().filter(line -> line.contains("Index Cond")))
                .hasSize(looks.size() - 1)
                .allMatch(line -> line.contains("(id = "));
    }

    private List<String> plan(Table<Note> explained) throws SQLException {
        var notes = LongStream.rangeClosed(1, BATCH_ROWS)
                .mapToObj(position -> new Note("n" + position, position, "new"))
                .toList();
        try (var statement = connection.prepareStatement(explained.sql().replace("{table}", explained.name()))) {
            explained.bind(statement, notes);
            try (var rows = statement.executeQuery()) {
                var lines = new ArrayList<String>();
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
                return lines;
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
