package io.prego.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.SharedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions in any order of their positions make the same rows as in theirs. */
class LateVersionsTest {

    private static final Table<Note> TABLE = Table.ofVersionsInAnyOrder(
            "read.note",
            Column.text("id", Note::id),
            Column.bigint("valid_from", Note::position),
            List.of(Column.text("words", Note::words)));

    private static final List<Note> NOTES = List.of(
            new Note("a", 2, "a2"),
            new Note("a", 5, "a5"),
            new Note("a", 9, "a9"),
            new Note("a", 11, "a11"),
            new Note("b", 5, "b5"),
            new Note("b", 7, "b7"),
            new Note("c", 8, "c8"));

    private static final List<String> ROWS =
            List.of("a 2-5 a2", "a 5-9 a5", "a 9-11 a9", "a 11- a11", "b 5-7 b5", "b 7- b7", "c 8- c8");

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection(SharedPostgres.freshDatabase());
        execute("CREATE SCHEMA read");
        execute(Note.CREATE_TABLE);
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void in_whatever_order_and_batches_they_come_and_however_often() throws SQLException {
        for (var seed = 0; seed < 40; seed++) {
            storeInRandomBatches(new Random(seed));
            assertThat(rows()).as("seed %d", seed).isEqualTo(ROWS);
            connection.rollback();
        }
    }

    private void storeInRandomBatches(Random random) throws SQLException {
        var notes = new ArrayList<>(NOTES);
        notes.addAll(NOTES.subList(0, random.nextInt(NOTES.size())));
        Collections.shuffle(notes, random);
        for (var from = 0; from < notes.size(); ) {
            var to = Math.min(notes.size(), from + 1 + random.nextInt(4));
            TABLE.store(connection, notes.subList(from, to));
            from = to;
        }
    }

    private List<String> rows() throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT id || ' ' || valid_from || '-' || coalesce(valid_to::text, '')"
                                + " || ' ' || words FROM read.note ORDER BY id, valid_from")) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
