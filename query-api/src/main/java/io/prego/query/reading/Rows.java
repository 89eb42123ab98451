package io.prego.query.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Columns as Java values where JDBC's own getters lose something. */
public final class Rows {

    private Rows() {}

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Null when the column is, where {@code getLong} says 0. */
    public static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }
}
