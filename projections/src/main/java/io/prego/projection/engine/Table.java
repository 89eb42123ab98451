package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a batch of rows is stored: one statement, one array per column. Law: storing rows again that are stored already
 * changes nothing.
 *
 * @param name with its schema
 * @param sql takes the columns' arrays as its parameters, in order; <code>{table}</code> stands for the name
 * @param key the columns that tell rows apart; the first of them is what rows are looked up by
 * @param position of the event that made a row; null where rows do not follow the log
 */
public record Table<T>(
        String name,
        String sql,
        List<Column<T>> key,
        @Nullable Column<T> position,
        List<Column<T>> columns) {

    public Table {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /**
     * A table whose rows are versions of states: a new version ends its predecessor at its own position. A version that
     * is not newer than what is stored of its id is left out.
     *
     * @param position becomes {@code valid_from}
     */
    public static <T> Table<T> ofVersions(String table, Column<T> id, Column<T> position, List<Column<T>> others) {
        var fresh = """
            SELECT n.*, stored.newest AS behind,
                lead(n.{position}) OVER (PARTITION BY n.{id} ORDER BY n.{position}) AS next_version
            FROM incoming n
            CROSS JOIN LATERAL (SELECT max(t.{position}) AS newest FROM {table} t WHERE t.{id} = n.{id}) stored
            WHERE stored.newest IS NULL OR n.{position} > stored.newest\
            """;
        return ofVersions(table, id, position, others, fresh);
    }

    /**
     * As {@link #ofVersions}, for versions of one id that may come in any order of their positions: one that comes late is
     * put between those that it belongs between. Nothing of a row may depend on the row before it but where that ends.
     */
    public static <T> Table<T> ofVersionsInAnyOrder(
            String table, Column<T> id, Column<T> position, List<Column<T>> others) {
        var fresh = """
            SELECT n.*, around.behind,
                least(lead(n.{position}) OVER (PARTITION BY n.{id} ORDER BY n.{position}), around.ahead) AS next_version
            FROM incoming n
            CROSS JOIN LATERAL (
                SELECT (SELECT max(t.{position}) FROM {table} t WHERE t.{id} = n.{id} AND t.{position} <= n.{position}),
                    (SELECT min(t.{position}) FROM {table} t WHERE t.{id} = n.{id} AND t.{position} > n.{position})
            ) around(behind, ahead)
            WHERE around.behind IS NULL OR around.behind < n.{position}\
            """;
        return ofVersions(table, id, position, others, fresh);
    }

    /**
     * Stores the predecessor of a version once more, with its end: an update would join it with the batch, and a planner
     * without statistics reads all current rows for that, once for each row of the batch.
     *
     * @param fresh selects the incoming versions that are not stored, with the position {@code behind} of the stored one
     *     before and {@code next_version} of the one after; each may be null
     */
    private static <T> Table<T> ofVersions(
            String table, Column<T> id, Column<T> position, List<Column<T>> others, String fresh) {
        var columns = Stream.concat(Stream.of(id, position), others.stream()).toList();
        var sql = """
            WITH incoming AS (
                SELECT DISTINCT ON (n.{id}, n.{position}) n.* FROM unnest({parameters}) AS n({names})
            ), fresh AS (
                {fresh}
            ), ended AS (
                SELECT n.{id}, n.behind, min(n.{position}) AS valid_to FROM fresh n GROUP BY n.{id}, n.behind
            )
            INSERT INTO {table} (valid_to, {names})
            SELECT n.next_version, {values} FROM fresh n
            UNION ALL
            SELECT e.valid_to, {stored} FROM ended e CROSS JOIN LATERAL (
                SELECT t.* FROM {table} t WHERE t.{id} = e.{id} AND t.{position} = e.behind LIMIT 1) before
            ON CONFLICT ({id}, {position}) DO UPDATE SET valid_to = excluded.valid_to
            """.replace("{fresh}", fresh)
                .replace(
                        "{stored}",
                        columns.stream()
                                .map(column -> "before." + column.name())
                                .collect(Collectors.joining(", ")))
                .replace("{id}", id.name())
                .replace("{position}", position.name());
        return new Table<>(table, filled(sql, columns), List.of(id, position), position, columns);
    }

    /** A table of facts: a row that collides with one that is there is that one. */
    public static <T> Table<T> ofFacts(String table, Column<T> position, List<Column<T>> others) {
        var columns = Stream.concat(Stream.of(position), others.stream()).toList();
        var sql = """
            INSERT INTO {table} ({names}) SELECT {values} FROM unnest({parameters}) AS n({names})
            ON CONFLICT DO NOTHING
            """;
        return new Table<>(table, filled(sql, columns), List.of(position), position, columns);
    }

    /**
     * A table of things that each have one row, the last version of them. It does not follow the log and has no as-of.
     *
     * @param order of two versions of one thing the one with the greater number is the later one
     */
    public static <T> Table<T> ofLatest(String table, Column<T> id, Column<T> order, List<Column<T>> others) {
        var columns = Stream.concat(Stream.of(id, order), others.stream()).toList();
        var sql =
                """
                INSERT INTO {table} AS t ({names})
                SELECT DISTINCT ON (n.{id}) {values} FROM unnest({parameters}) AS n({names})
                ORDER BY n.{id}, n.{order} DESC
                ON CONFLICT ({id}) DO UPDATE SET {updates} WHERE t.{order} < excluded.{order}
                """.replace("{id}", id.name()).replace("{order}", order.name()).replace("{updates}", updates(columns));
        return new Table<>(table, filled(sql, columns), List.of(id), null, columns);
    }

    private static <T> String updates(List<Column<T>> columns) {
        return columns.stream()
                .map(column -> column.name() + " = excluded." + column.name())
                .collect(Collectors.joining(", "));
    }

    private static <T> String filled(String sql, List<Column<T>> columns) {
        return sql.replace("{names}", columns.stream().map(Column::name).collect(Collectors.joining(", ")))
                .replace("{values}", columns.stream().map(Column::inserted).collect(Collectors.joining(", ")))
                .replace(
                        "{parameters}",
                        columns.stream()
                                .map(column -> "?::" + column.element().type() + "[]")
                                .collect(Collectors.joining(", ")));
    }

    /** The table of the same name in another schema. */
    Table<T> in(String schema) {
        return new Table<>(schema + "." + localName(), sql, key, position, columns);
    }

    /** Its name without the schema. */
    String localName() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** Whether its rows are versions, with {@code valid_to} beside the columns. */
    boolean holdsVersions() {
        return key.size() > 1;
    }

    /** The greatest position among the rows; 0 when there are none, or when they have none. */
    long lastPosition(List<T> rows) {
        return position == null ? 0 : lastPosition(rows, position);
    }

    private static <T> long lastPosition(List<T> rows, Column<T> position) {
        return rows.stream()
                .map(position.value())
                .mapToLong(value -> value instanceof Long number ? number : 0)
                .max()
                .orElse(0);
    }

    /** Stores the rows within the connection's transaction. */
    void store(Connection connection, List<T> rows) throws SQLException {
        try (var statement = connection.prepareStatement(sql.replace("{table}", name))) {
            bind(statement, rows);
            statement.executeUpdate();
        }
    }

    void bind(PreparedStatement statement, List<T> rows) throws SQLException {
        for (var i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var array = statement.getConnection().createArrayOf(column.element().type(), column.values(rows));
            statement.setArray(i + 1, array);
        }
    }
}
