package io.prego.query.tenant;

import static io.prego.query.reading.Rows.instant;

import io.prego.query.reading.Conditions;
import io.prego.query.reading.QueryDatabase;
import io.prego.query.reading.Versioned;
import io.prego.query.reading.View;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads {@code read.hostname_map}. Where a row ends may still change, since another tenant's event that comes late may end it
 * earlier; so an answer as of a position is final only once the watermark has passed that position.
 */
final class HostnameReader {

    static final String MODEL = "hostname_map";

    private static final String SELECT = "SELECT * FROM read.hostname_map";

    private final JdbcClient database;

    HostnameReader(QueryDatabase database) {
        this.database = database.client();
    }

    /** Nothing when the host name leads nowhere. */
    Optional<Versioned<HostnameView>> find(String hostname, View view) {
        return new Conditions(view.versions())
                .with("as_of", view.asOf())
                .equal("hostname", hostname)
                .select(database, SELECT, "ORDER BY valid_from DESC LIMIT 1")
                .query((row, _) -> version(row))
                .optional()
                .flatMap(version -> version);
    }

    private static Optional<Versioned<HostnameView>> version(ResultSet row) throws SQLException {
        var tenantId = row.getString("tenant_id");
        return tenantId == null
                ? Optional.empty()
                : Optional.of(new Versioned<>(
                        row.getLong("valid_from"),
                        null,
                        null,
                        new HostnameView(
                                row.getString("hostname"),
                                tenantId,
                                row.getString("site_name"),
                                instant(row, "updated_at"))));
    }
}
