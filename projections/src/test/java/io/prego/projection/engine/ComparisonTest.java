package io.prego.projection.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.embedded.SharedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two generations of facts that differ in a few rows, each looked up by a number. */
class ComparisonTest {

    private static final long ROWS = 2 * Comparison.SLICE_ROWS + 5;

    private static final Table<Note> FIRST = Table.ofFacts(
            "read.note", Column.bigint("position", Note::position), List.of(Column.text("words", Note::words)));

    private static final Table<Note> SECOND = FIRST.in(SecondGeneration.SCHEMA);

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = new ReadStore(SharedPostgres.freshDatabase(), Duration.ofSeconds(10)).openForBuild("compare");
        for (var table : List.of(FIRST, SECOND)) {
            execute("CREATE SCHEMA " + table.name().replace(".note", ""));
            execute("CREATE TABLE %s (position bigint PRIMARY KEY, words text)".formatted(table.name()));
            execute("INSERT INTO %s SELECT n, 'words' FROM generate_series(1, %d) n".formatted(table.name(), ROWS));
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void a_slice_holds_as_many_rows_as_it_shall_also_where_keys_are_numbers() throws SQLException {
        var comparison = new Comparison(connection, FIRST, SECOND, ROWS);
        var sizes = new ArrayList<Long>();
        var before = 0L;
        var after = (String) null;
        do {
            after = comparison.slice(after);
            sizes.add(comparison.found().compared() - before);
            before = comparison.found().compared();
        } while (after != null);
        // The last key of a slice is the one behind so many.
        assertThat(sizes).containsExactly(Comparison.SLICE_ROWS + 1L, Comparison.SLICE_ROWS + 1L, 3L);
    }

    @Test
    void rows_that_differ_or_stand_in_one_generation_only_are_counted_up_to_the_position() throws SQLException {
        execute("UPDATE read_build.note SET words = 'others' WHERE position IN (7, 12000)");
        execute("UPDATE read_build.note SET words = NULL WHERE position = 8");
        execute("DELETE FROM read_build.note WHERE position IN (9, 10)");
        execute("DELETE FROM read.note WHERE position = 20000");
        execute("UPDATE read_build.note SET words = 'later' WHERE position = " + ROWS);
        var comparison = new Comparison(connection, FIRST, SECOND, ROWS - 1);
        for (var after = comparison.slice(null); after != null; ) {
            after = comparison.slice(after);
        }
        assertThat(comparison.found()).isEqualTo(new Comparison.Found(ROWS - 1, ROWS - 1, 3, 2, 1));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
