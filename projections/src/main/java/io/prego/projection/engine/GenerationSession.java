package io.prego.projection.engine;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A session that may write one generation of rows. Each write changes nothing once another session may. */
interface GenerationSession {

    /** What is parked of this generation, and what is to be told of it. */
    ParkingTable parking();

    /** Up to which position everything is stored. */
    long watermark() throws SQLException;

    /**
     * Takes all steps or none, in one transaction.
     *
     * @param watermark the position up to which everything is stored with these steps; null when that is not known
     * @param rowsTo no row of these steps is made by a later position
     * @throws LostOwnership when another session may write since
     */
    void write(@Nullable Long watermark, long rowsTo, Steps steps) throws SQLException;

    /** Stores the batch wholly or not at all. */
    default <T> void write(Table<T> table, Batch<T> batch) throws SQLException {
        write(batch.watermark(), table.lastPosition(batch.rows()), writes -> {
            writes.store(table, batch.rows());
            writes.park(batch.parked());
            writes.moveTo(batch.offsets());
        });
    }

    /** Shows the database that the session lives. Throws when it is lost, and with it the right to write. */
    void heartbeat() throws SQLException;

    /** What one transaction writes. */
    @FunctionalInterface
    interface Steps {
        void take(OwnerWrites writes) throws SQLException;
    }
}
