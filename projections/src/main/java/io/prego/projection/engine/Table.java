package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a batch of rows is stored: one statement, one array per column. Law: storing rows again that are stored already
 * changes nothing.
 *
 * @param sql takes the columns' arrays as its parameters, in order
 * @param position of the event that made a row
 */
public record Table<T>(String sql, Column<T> position, List<Column<T>> columns) {

    public Table {
        columns = List.copyOf(columns);
    }

    /**
     * A table whose rows are versions of states: a new version ends its predecessor at its own position. A version that
     * is not newer than what is stored of its id is left out.
     *
     * @param position becomes {@code valid_from}
     */
    public static <T> Table<T> ofVersions(String table, Column<T> id, Column<T> position, List<Column<T>> others) {
        var columns = Stream.concat(Stream.of(id, position), others.stream()).toList();
        var sql = """
            WITH incoming AS (
                SELECT DISTINCT ON (n.{id}, n.{position}) n.* FROM unnest({parameters}) AS n({names})
            ), fresh AS (
                SELECT n.*, lead(n.{position}) OVER (PARTITION BY n.{id} ORDER BY n.{position}) AS next_version
                FROM incoming n
                WHERE NOT EXISTS (
                    SELECT FROM {table} t WHERE t.{id} = n.{id} AND t.{position} >= n.{position})
            ), ended AS (
                UPDATE {table} t SET valid_to = first.{position}
                FROM (SELECT n.{id}, min(n.{position}) AS {position} FROM fresh n GROUP BY n.{id}) first
                WHERE t.{id} = first.{id} AND t.valid_to IS NULL
            )
            INSERT INTO {table} (valid_to, {names}) SELECT n.next_version, {values} FROM fresh n
            """.replace("{id}", id.name()).replace("{position}", position.name());
        return new Table<>(filled(sql, table, columns), position, columns);
    }

    /** A table of facts: a row that collides with one that is there is that one. */
    public static <T> Table<T> ofFacts(String table, Column<T> position, List<Column<T>> others) {
        var columns = Stream.concat(Stream.of(position), others.stream()).toList();
        var sql = """
            INSERT INTO {table} ({names}) SELECT {values} FROM unnest({parameters}) AS n({names})
            ON CONFLICT DO NOTHING
            """;
        return new Table<>(filled(sql, table, columns), position, columns);
    }

    private static <T> String filled(String sql, String table, List<Column<T>> columns) {
        return sql.replace("{table}", table)
                .replace("{names}", columns.stream().map(Column::name).collect(Collectors.joining(", ")))
                .replace("{values}", columns.stream().map(Column::inserted).collect(Collectors.joining(", ")))
                .replace(
                        "{parameters}",
                        columns.stream()
                                .map(column -> "?::" + column.element() + "[]")
                                .collect(Collectors.joining(", ")));
    }

    /** The greatest position among the rows; 0 when there are none. */
    long lastPosition(List<T> rows) {
        return rows.stream()
                .map(position.value())
                .mapToLong(value -> value instanceof Long number ? number : 0)
                .max()
                .orElse(0);
    }

    /** Stores the rows within the connection's transaction. */
    void store(Connection connection, List<T> rows) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < columns.size(); i++) {
                var column = columns.get(i);
                statement.setArray(i + 1, connection.createArrayOf(column.element(), column.values(rows)));
            }
            statement.executeUpdate();
        }
    }
}
