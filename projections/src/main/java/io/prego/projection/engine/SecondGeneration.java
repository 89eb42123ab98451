package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of a second generation: it stands under the name of the first in a schema of its own, so that its indexes
 * and constraints have their final names too, and a move between schemas is all that the switch takes. A version of a
 * projection that needs more columns adds them to the first by a migration; the second is made like it.
 *
 * @param first with its schema
 * @param name without a schema
 */
record SecondGeneration(String first, String name) {

    static final String SCHEMA = "read_build";

    /** SQL state of PostgreSQL, appendix A: a lock was not granted in time. */
    static final String LOCK_NOT_AVAILABLE = "55P03";

    static SecondGeneration of(Projection<?> projection) {
        return new SecondGeneration(
                projection.table().name(), projection.table().localName());
    }

    private String second() {
        return SCHEMA + "." + name;
    }

    /** Makes the table anew, with the primary key alone: the upserts look rows up by it. */
    void make(Connection connection) throws SQLException {
        drop(connection);
        execute(connection, "CREATE TABLE %s (LIKE %s INCLUDING ALL EXCLUDING INDEXES)".formatted(second(), first));
        execute(connection, "ALTER TABLE %s SET (autovacuum_enabled = false)".formatted(second()));
        for (var key : constraints(connection, "contype = 'p'")) {
            execute(connection, key);
        }
    }

    void drop(Connection connection) throws SQLException {
        execute(connection, "DROP TABLE IF EXISTS " + second());
    }

    /** The statements, in order, that still make what the first has and the second lacks: constraints, indexes. */
    List<String> missingIndexes(Connection connection) throws SQLException {
        var missing = new ArrayList<>(constraints(connection, "contype IN ('u', 'x')"));
        missing.addAll(texts(connection, """
            SELECT regexp_replace(pg_get_indexdef(i.indexrelid), ' ON (ONLY )?\\S+ USING ', ' ON {second} USING ')
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = '{first}'::regclass
              AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'))
              AND to_regclass('{schema}.' || quote_ident(c.relname)) IS NULL
            ORDER BY c.relname
            """));
        return missing;
    }

    private List<String> constraints(Connection connection, String kind) throws SQLException {
        return texts(connection, """
            SELECT format('ALTER TABLE {second} ADD CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid))
            FROM pg_constraint c
            WHERE c.conrelid = '{first}'::regclass AND c.{kind}
              AND NOT EXISTS (SELECT FROM pg_constraint o
                              WHERE o.conrelid = '{second}'::regclass AND o.conname = c.conname)
            ORDER BY c.conname
            """.replace("{kind}", kind));
    }

    /** Whether both have the same columns. A migration may have given the first another one since the second was made. */
    boolean isLikeFirst(Connection connection) throws SQLException {
        return columns(connection, "{first}").equals(columns(connection, "{second}"));
    }

    private List<String> columns(Connection connection, String table) throws SQLException {
        return texts(connection, """
            SELECT attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull
            FROM pg_attribute WHERE attrelid = to_regclass('{table}') AND attnum > 0 AND NOT attisdropped
            ORDER BY attname
            """.replace("{table}", table));
    }

    void analyze(Connection connection) throws SQLException {
        execute(connection, "ANALYZE " + second());
    }

    /**
     * Drops the first, moves the second into its place and ends the build, within the connection's transaction. Reads
     * that come meanwhile wait for the commit and then find the new table under the old name.
     *
     * @throws OutdatedBuild when a migration has changed the first since the second was made like it
     * @param waitMs how long reads that are under way may make this and all later reads wait
     */
    void replaceFirst(Connection connection, Build build, int waitMs) throws SQLException {
        execute(connection, "SET LOCAL lock_timeout = '%dms'".formatted(waitMs));
        execute(connection, "LOCK TABLE %s, %s IN ACCESS EXCLUSIVE MODE".formatted(first, second()));
        if (!isLikeFirst(connection) || !missingIndexes(connection).isEmpty()) {
            throw new OutdatedBuild(name);
        }
        execute(connection, "DROP TABLE " + first);
        execute(connection, "ALTER TABLE %s RESET (autovacuum_enabled)".formatted(second()));
        execute(connection, "ALTER TABLE %s SET SCHEMA %s".formatted(second(), schema()));
        build.generation().replace(new Generation(build.name()), connection);
        try (var statement = connection.prepareStatement("""
            WITH ended AS (
                UPDATE read.projection_build
                SET ended_at = clock_timestamp(), outcome = 'switched', percent = 100, seconds_left = 0, reason = NULL
                WHERE build_id = ? AND epoch = ? AND ended_at IS NULL
                RETURNING name, version, watermark, rows_to)
            UPDATE read.projection p
            SET version = e.version, watermark = greatest(p.watermark, e.watermark),
                rows_to = greatest(p.rows_to, e.rows_to)
            FROM ended e WHERE p.name = e.name
            """)) {
            statement.setString(1, build.id());
            statement.setLong(2, build.epoch());
            if (statement.executeUpdate() != 1) {
                throw new LostOwnership(build.name());
            }
        }
    }

    private String schema() {
        return first.substring(0, first.length() - name.length() - 1);
    }

    private List<String> texts(Connection connection, String sql) throws SQLException {
        var filled = sql.replace("{first}", first).replace("{second}", second()).replace("{schema}", SCHEMA);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(filled)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
