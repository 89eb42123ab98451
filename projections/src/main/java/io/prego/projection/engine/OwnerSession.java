package io.prego.projection.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The one session that may write one projection: it holds the projection's advisory lock and makes all its writes.
 *
 * <p>Law: two owners never both write. The lock ends with the session, so whoever lost it has lost the connection that
 * it writes through; and each write finds the epoch of its own claim, or changes nothing. Not thread-safe.
 */
final class OwnerSession implements GenerationSession, AutoCloseable {

    private final Connection connection;
    private final Generation generation;
    private final int newestVersion;
    private final Wish wish;
    private long epoch;
    private int version;

    private OwnerSession(Connection connection, String name, int newestVersion) {
        this.connection = connection;
        this.generation = new Generation(name);
        this.newestVersion = newestVersion;
        this.wish = new Wish(connection, name, newestVersion);
    }

    /** @param newest of the versions that this code knows */
    static OwnerSession open(ReadStore store, Projection<?> newest) throws SQLException {
        return new OwnerSession(store.open("prego projection " + newest.name()), newest.name(), newest.version());
    }

    /** Becomes the owner, or returns false at once while another session is. */
    boolean claim() throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.prepareStatement(
                "SELECT pg_try_advisory_lock(hashtextextended('prego.projection.' || ?, 0))")) {
            statement.setString(1, generation.name());
            try (var rows = statement.executeQuery()) {
                rows.next();
                if (!rows.getBoolean(1)) {
                    return false;
                }
            }
        }
        wish.withdraw();
        beginEpoch();
        return true;
    }

    /**
     * Stands by while another session is the owner, and shows that it lives.
     *
     * @param wishes whether the owner shall give the projection away
     */
    void standBy(boolean wishes) throws SQLException {
        connection.setAutoCommit(true);
        if (wishes) {
            wish.make();
        } else {
            wish.withdraw();
        }
        heartbeat();
    }

    private void beginEpoch() throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO read.projection (name, version) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, generation.name());
            insert.setInt(2, newestVersion);
            insert.executeUpdate();
        }
        try (var update = connection.prepareStatement(
                "UPDATE read.projection SET epoch = epoch + 1 WHERE name = ? AND version <= ?"
                        + " RETURNING epoch, version")) {
            update.setString(1, generation.name());
            update.setInt(2, newestVersion);
            try (var rows = update.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException(
                            "the rows were stored by a later version than %d, the newest that this code knows"
                                    .formatted(newestVersion));
                }
                epoch = rows.getLong(1);
                version = rows.getInt(2);
            }
        }
    }

    /** By which version of the projection the rows were stored that are there. */
    int version() {
        return version;
    }

    @Override
    public long watermark() throws SQLException {
        return reached("watermark");
    }

    /** Up to where a read may have seen anything: the watermark, or the last row's position where that is greater. */
    long shownTo() throws SQLException {
        return reached("greatest(watermark, rows_to)");
    }

    private long reached(String expression) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT " + expression + " FROM read.projection WHERE name = ?")) {
            statement.setString(1, generation.name());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** What is read next, of each partition that was read before. */
    Map<TopicPartition, Long> offsets() throws SQLException {
        return generation.offsets(connection);
    }

    @Override
    public ParkingTable parking() {
        return new ParkingTable(connection, generation.name());
    }

    @Override
    public void write(@Nullable Long watermark, long rowsTo, Steps steps) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var writes = new OwnerWrites(connection, generation.name());
            writes.fence(epoch, watermark, rowsTo);
            steps.take(writes);
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(e);
            throw e;
        }
    }

    @Override
    public void heartbeat() throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    /** The build of this projection that has not ended; null when there is none. */
    @Nullable
    String openBuild() throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.prepareStatement(
                "SELECT build_id FROM read.projection_build WHERE name = ? AND ended_at IS NULL")) {
            statement.setString(1, generation.name());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** Asks for a build of a version that these rows are not of; changes nothing while any build has not ended. */
    void askForVersion(int wanted) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.prepareStatement("""
            INSERT INTO read.projection_build (build_id, name, version, cause)
            VALUES ('build_' || replace(uuidv7()::text, '-', ''), ?, ?, 'version') ON CONFLICT DO NOTHING
            """)) {
            statement.setString(1, generation.name());
            statement.setInt(2, wanted);
            statement.executeUpdate();
        }
    }

    /**
     * Puts the second generation in the place of the first, which is dropped, in one transaction.
     *
     * @param waitMs how long reads may be made to wait for others that are under way
     * @param beforeCommit called when all but the commit is done
     * @throws SQLException with state {@link SecondGeneration#LOCK_NOT_AVAILABLE} when a read holds the table for longer
     *     than other reads may be made to wait
     */
    void switchTo(Build build, Projection<?> projection, int waitMs, Runnable beforeCommit) throws SQLException {
        write(null, 0, _ -> {
            SecondGeneration.of(projection).replaceFirst(connection, build, waitMs);
            beforeCommit.run();
        });
        version = projection.version();
    }

    /** Drops what no build has left there; to be called when no build is open. */
    void dropLeftovers(Projection<?> projection) throws SQLException {
        connection.setAutoCommit(true);
        SecondGeneration.of(projection).drop(connection);
    }

    private void rollBack(Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
