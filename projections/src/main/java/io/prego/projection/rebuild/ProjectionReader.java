package io.prego.projection.rebuild;

import io.prego.projection.rebuild.ProjectionReport.Comparison;
import io.prego.projection.rebuild.ProjectionReport.EndedBuild;
import io.prego.projection.rebuild.ProjectionReport.RunningBuild;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what the engine and its builds have written down about themselves; any instance sees what the owners do. */
final class ProjectionReader {

    // An owner holds the lock of its projection for as long as it is one.
    private static final String REPORT = """
        SELECT n.name, coalesce(p.version, n.version) AS version, coalesce(p.watermark, 0) AS watermark, {lag} AS lag_ms,
               EXISTS (SELECT FROM pg_locks l
                       WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
                         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                         AND (l.classid::bigint << 32) | l.objid::bigint
                             = hashtextextended('prego.projection.' || n.name, 0)) AS owned,
               (SELECT count(DISTINCT k.record_key) FROM read.projection_parked k WHERE k.name = n.name) AS parked_keys
        FROM unnest(:names::text[], :versions::integer[]) AS n(name, version)
        LEFT JOIN read.projection p USING (name)
        ORDER BY n.name
        """;

    private static final String LAG = """
        coalesce((SELECT greatest(0, extract(epoch FROM clock_timestamp() - e.recorded_at) * 1000)::bigint
                  FROM log.event e WHERE e.position = coalesce(p.watermark, 0) + 1), 0)
        """;

    private static final String RUNNING = "SELECT * FROM read.projection_build WHERE ended_at IS NULL";
    private static final String ENDED = """
        SELECT DISTINCT ON (name) * FROM read.projection_build
        WHERE ended_at IS NOT NULL ORDER BY name, ended_at DESC
        """;

    private final OperatorDatabase database;

    ProjectionReader(OperatorDatabase database) {
        this.database = database;
    }

    /** @param newestVersions of the projections that are told about, by name */
    List<ProjectionReport> list(Map<String, Integer> newestVersions) {
        var client = database.client();
        var known = List.copyOf(newestVersions.entrySet());
        var running = byName(client, RUNNING, ProjectionReader::running);
        var ended = byName(client, ENDED, ProjectionReader::ended);
        return client.sql(REPORT.replace("{lag}", canSeeLog(client) ? LAG : "NULL::bigint"))
                .param("names", known.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param("versions", known.stream().map(Map.Entry::getValue).toArray(Integer[]::new))
                .query((row, _) -> report(row, running.get(row.getString("name")), ended.get(row.getString("name"))))
                .list();
    }

    private static boolean canSeeLog(JdbcClient client) {
        return client.sql("SELECT coalesce(has_table_privilege(to_regclass('log.event'), 'SELECT'), false)")
                .query(Boolean.class)
                .single();
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> Map<String, T> byName(JdbcClient client, String sql, Reading<T> reading) {
        var found = new HashMap<String, T>();
        client.sql(sql).query((RowCallbackHandler) row -> found.put(row.getString("name"), reading.read(row)));
        return found;
    }

    private static ProjectionReport report(ResultSet row, @Nullable RunningBuild running, @Nullable EndedBuild ended)
            throws SQLException {
        return new ProjectionReport(
                row.getString("name"),
                row.getInt("version"),
                row.getLong("watermark"),
                row.getObject("lag_ms", Long.class),
                row.getBoolean("owned") ? "following" : "unowned",
                row.getLong("parked_keys"),
                running,
                ended);
    }

    private static RunningBuild running(ResultSet row) throws SQLException {
        return new RunningBuild(
                row.getString("build_id"),
                row.getObject("version", Integer.class),
                row.getString("cause"),
                row.getString("phase"),
                row.getInt("percent"),
                row.getObject("events_per_second", Long.class),
                row.getObject("seconds_left", Long.class),
                row.getLong("records"),
                comparison(row),
                row.getString("reason"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"));
    }

    private static EndedBuild ended(ResultSet row) throws SQLException {
        var started = instant(row, "started_at");
        var ended = row.getObject("ended_at", OffsetDateTime.class).toInstant();
        return new EndedBuild(
                row.getString("build_id"),
                row.getObject("version", Integer.class),
                row.getString("cause"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getLong("records"),
                row.getObject("events_per_second", Long.class),
                comparison(row),
                started,
                ended,
                started == null ? null : Duration.between(started, ended).toMillis());
    }

    private static Comparison comparison(ResultSet row) throws SQLException {
        var changed = row.getLong("rows_changed");
        var missing = row.getLong("rows_missing");
        var added = row.getLong("rows_added");
        return new Comparison(
                row.getObject("compared_to", Long.class),
                row.getLong("rows_compared"),
                changed,
                missing,
                added,
                changed + missing + added);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
