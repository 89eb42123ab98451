package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Shows the other instances that this one is there and how many projections it owns, by an advisory lock that ends with
 * the session; and sees from their locks how it stands with them. Nothing is stored. Not thread-safe.
 */
final class Presence implements AutoCloseable {

    /** The first half of the lock's key, any number that nothing else locks; the second is how many are owned. */
    private static final int HERE = 1_347_768_903;

    private static final int NOT_SHOWN = -1;

    private final Connection connection;
    private int shown = NOT_SHOWN;

    private Presence(Connection connection) {
        this.connection = connection;
    }

    static Presence open(ReadStore store) throws SQLException {
        return new Presence(store.open("prego projections"));
    }

    /** @param owned how many projections this instance owns */
    void show(int owned) throws SQLException {
        if (owned == shown) {
            return;
        }
        lock("SELECT pg_advisory_lock_shared(?, ?)", owned);
        if (shown != NOT_SHOWN) {
            lock("SELECT pg_advisory_unlock_shared(?, ?)", shown);
        }
        shown = owned;
    }

    private void lock(String sql, int owned) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, HERE);
            statement.setInt(2, owned);
            statement.execute();
        }
    }

    /** @param names of the projections that this instance could own */
    Look look(Set<String> names) throws SQLException {
        try (var statement = connection.prepareStatement("""
            WITH held AS MATERIALIZED (
                SELECT pid, classid, objid, objsubid, mode, (classid::bigint << 32) | objid::bigint AS key
                FROM pg_locks
                WHERE locktype = 'advisory' AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())),
            here AS (
                SELECT pid, row_number() OVER (ORDER BY max(objid::bigint) DESC, pid) - 1 AS rank
                FROM held WHERE objsubid = 2 AND classid::bigint = ? GROUP BY pid)
            SELECT name, (SELECT count(*) FROM here), (SELECT rank FROM here WHERE pid = pg_backend_pid()),
                   EXISTS (SELECT FROM held WHERE objsubid = 1 AND mode = 'ExclusiveLock'
                           AND key = hashtextextended('prego.projection.' || name, 0)),
                   EXISTS (SELECT FROM held WHERE objsubid = 1 AND mode = 'ShareLock'
                           AND key = hashtextextended('prego.projection.wish.' || name, 0))
            FROM unnest(?) AS name
            """)) {
            statement.setInt(1, HERE);
            statement.setArray(2, connection.createArrayOf("text", names.toArray()));
            var owned = new HashSet<String>();
            var wished = new HashSet<String>();
            var instances = 1;
            var rank = 0;
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    instances = rows.getInt(2);
                    rank = rows.getInt(3);
                    addIf(rows.getBoolean(4), rows.getString(1), owned);
                    addIf(rows.getBoolean(5), rows.getString(1), wished);
                }
            }
            return new Look(instances, rank, owned, wished);
        }
    }

    private static void addIf(boolean holds, String name, Set<String> names) {
        if (holds) {
            names.add(name);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
