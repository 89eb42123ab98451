package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares two generations row by row as of one position that both hold: what comes later is left out, and so is the end
 * of a version that a later one has ended. So both may go on being projected meanwhile. One slice of keys at a time, each
 * in a statement of its own. For one thread.
 */
final class Comparison {

    static final int SLICE_ROWS = 10_000;

    private final Connection connection;
    private final Table<?> first;
    private final Table<?> second;
    private final long position;
    private Found found;

    /**
     * What was found up to now.
     *
     * @param position as of which both were compared
     * @param compared rows of either generation; those of both count once
     * @param changed rows of both that differ in some column
     * @param missing rows that the second generation lacks
     * @param added rows that the first lacks
     */
    record Found(long position, long compared, long changed, long missing, long added) {

        private Found plus(long moreCompared, long moreChanged, long moreMissing, long moreAdded) {
            return new Found(
                    position, compared + moreCompared, changed + moreChanged, missing + moreMissing, added + moreAdded);
        }
    }

    /** @param first of an earlier version perhaps: only columns of both are compared */
    Comparison(Connection connection, Table<?> first, Table<?> second, long position) {
        this.connection = connection;
        this.first = first;
        this.second = second;
        this.position = position;
        this.found = new Found(position, 0, 0, 0, 0);
    }

    Found found() {
        return found;
    }

    /**
     * Compares the slice behind a key.
     *
     * @param after the last key of the slice before; null for the first slice
     * @return the last key of this slice; null when it was the last slice
     */
    @Nullable
    String slice(@Nullable String after) throws SQLException {
        var last = lastKey(after);
        try (var statement = connection.prepareStatement(compare(after != null, last != null))) {
            bind(statement, after, last, bind(statement, after, last, 1));
            try (var rows = statement.executeQuery()) {
                rows.next();
                found = found.plus(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
            }
        }
        return last;
    }

    private @Nullable String lastKey(@Nullable String after) throws SQLException {
        // Without its table the name would be that of the text, by which a number has no index.
        var sql = "SELECT t.{lookup}::text FROM {table} t{range} ORDER BY t.{lookup} OFFSET {rows} LIMIT 1"
                .replace("{table}", second.name())
                .replace("{range}", after == null ? "" : " WHERE {lookup} > ?::{type}")
                .replace("{rows}", Integer.toString(SLICE_ROWS));
        try (var statement = connection.prepareStatement(named(sql))) {
            if (after != null) {
                statement.setString(1, after);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    private String compare(boolean hasLower, boolean hasUpper) {
        var rows = """
            SELECT {key}{columns} FROM {table} WHERE {position} <= ?{lower}{upper}
            """.replace("{lower}", hasLower ? " AND {lookup} > ?::{type}" : "")
                .replace("{upper}", hasUpper ? " AND {lookup} <= ?::{type}" : "");
        return named("""
            WITH first AS ({first}), second AS ({second})
            SELECT count(*),
                   count(*) FILTER (WHERE first.{lookup} = second.{lookup} AND ({differs})),
                   count(*) FILTER (WHERE second.{lookup} IS NULL), count(*) FILTER (WHERE first.{lookup} IS NULL)
            FROM first FULL JOIN second USING ({key})
            """.replace("{first}", rows.replace("{table}", first.name()))
                .replace("{second}", rows.replace("{table}", second.name())));
    }

    private int bind(PreparedStatement statement, @Nullable String after, @Nullable String last, int index)
            throws SQLException {
        var next = index;
        statement.setLong(next++, position);
        for (var bound : new @Nullable String[] {after, last}) {
            if (bound != null) {
                statement.setString(next++, bound);
            }
        }
        return next;
    }

    private String named(String sql) {
        var lookup = second.key().getFirst();
        var contents = contents();
        return sql.replace("{key}", names(second.key()))
                .replace(
                        "{columns}",
                        contents.entrySet().stream()
                                .map(content -> ", %s AS %s".formatted(content.getValue(), content.getKey()))
                                .collect(Collectors.joining()))
                .replace(
                        "{differs}",
                        contents.keySet().stream()
                                .map("first.%1$s IS DISTINCT FROM second.%1$s"::formatted)
                                .collect(Collectors.joining(" OR ")))
                .replace("{position}", position())
                .replace("{lookup}", lookup.name())
                .replace("{type}", lookup.element().type());
    }

    // Without positions all rows are compared: a row that changes meanwhile may be counted as one that differs.
    private String position() {
        var column = second.position();
        return column == null ? "0" : column.name();
    }

    /** What makes rows of one key differ: names to expressions. */
    private Map<String, String> contents() {
        var names = first.columns().stream().map(Column::name).toList();
        var contents = new LinkedHashMap<String, String>();
        second.columns().stream()
                .filter(column -> names.contains(column.name()) && !second.key().contains(column))
                .forEach(column -> contents.put(column.name(), column.compared()));
        if (second.holdsVersions()) {
            // A number of ours, which needs no parameter of its own.
            contents.put("valid_to", "CASE WHEN valid_to <= %d THEN valid_to END".formatted(position));
        }
        return contents;
    }

    private static String names(List<? extends Column<?>> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
