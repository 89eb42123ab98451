package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Tells the owner of a projection that this session would take it over: a shared advisory lock, which ends with the
 * session. For who stands by; not thread-safe.
 */
final class Wish {

    private final Connection connection;
    private final String name;
    private final int newestVersion;
    private boolean isMade;

    Wish(Connection connection, String name, int newestVersion) {
        this.connection = connection;
        this.name = name;
        this.newestVersion = newestVersion;
    }

    /** Makes the wish, unless the rows are of a later version than this code knows. */
    void make() throws SQLException {
        if (!isMade) {
            try (var statement = connection.prepareStatement("""
                SELECT pg_advisory_lock_shared(hashtextextended('prego.projection.wish.' || ?, 0))
                WHERE NOT EXISTS (SELECT FROM read.projection WHERE name = ? AND version > ?)
                """)) {
                statement.setString(1, name);
                statement.setString(2, name);
                statement.setInt(3, newestVersion);
                try (var rows = statement.executeQuery()) {
                    isMade = rows.next();
                }
            }
        }
    }

    void withdraw() throws SQLException {
        if (isMade) {
            try (var statement = connection.prepareStatement(
                    "SELECT pg_advisory_unlock_shared(hashtextextended('prego.projection.wish.' || ?, 0))")) {
                statement.setString(1, name);
                statement.execute();
            }
            isMade = false;
        }
    }
}
