package io.prego.benchmark.prego;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;

/** {@code INSERT … SELECT unnest(…)} of a group into the tables of the log: one round trip, one commit. One thread's. */
final class BareInsert implements AutoCloseable {

    private static final String SQL = """
        WITH row AS (
            SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::uuid[], ?::int[], ?::int[], ?::int[], ?::text[],
                                 ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[])
                AS r(position, version, event_id, schema_id, append_index, append_size, type,
                     stream_id, tenant_id, job_tag, tenant_tag, salt, payload)
        ), tagged AS (
            INSERT INTO log.event_tag (tag, position)
            SELECT job_tag, position FROM row UNION ALL SELECT tenant_tag, position FROM row
        )
        INSERT INTO log.event (
            position, recorded_at, occurred_at, stream_version, event_id, schema_id, append_index, append_size, type,
            stream_type, stream_id, tags, actor, tenant_id, salt, payload)
        SELECT position, ?::timestamptz, ?::timestamptz, version, event_id, schema_id, append_index, append_size, type,
               'job', stream_id, ARRAY[job_tag, tenant_tag], 'service:benchmark', tenant_id, salt, payload
        FROM row
        """;
    private static final int SALT_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Connection connection;
    private final PreparedStatement statement;
    private long position;

    BareInsert(String jdbcUrl) throws SQLException {
        var properties = new Properties();
        properties.setProperty("prepareThreshold", "1");
        this.connection = DriverManager.getConnection(jdbcUrl, properties);
        this.statement = connection.prepareStatement(SQL);
    }

    /** Returns after the commit. */
    void insert(List<BareRow> rows) throws SQLException {
        var at = Instant.now().toString();
        array(1, "int8", rows, _ -> ++position);
        array(2, "int8", rows, BareRow::version);
        array(3, "uuid", rows, BareRow::eventId);
        array(4, "int4", rows, BareRow::schemaId);
        array(5, "int4", rows, BareRow::appendIndex);
        array(6, "int4", rows, BareRow::appendSize);
        array(7, "text", rows, BareRow::type);
        array(8, "text", rows, BareRow::streamId);
        array(9, "text", rows, BareRow::tenantId);
        array(10, "text", rows, BareRow::jobTag);
        array(11, "text", rows, BareRow::tenantTag);
        bytes(12, rows, _ -> salt());
        bytes(13, rows, BareRow::payload);
        statement.setString(14, at);
        statement.setString(15, at);
        statement.executeUpdate();
    }

    private void array(int parameter, String type, List<BareRow> rows, Function<BareRow, Object> element)
            throws SQLException {
        statement.setArray(
                parameter,
                connection.createArrayOf(type, rows.stream().map(element).toArray()));
    }

    private void bytes(int parameter, List<BareRow> rows, Function<BareRow, byte[]> element) throws SQLException {
        statement.setArray(
                parameter,
                connection.createArrayOf("bytea", rows.stream().map(element).toArray(byte[][]::new)));
    }

    private byte[] salt() {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
