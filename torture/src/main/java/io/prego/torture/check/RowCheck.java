package io.prego.torture.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of every read model, all versions of them, beside a fresh replay of the log. */
final class RowCheck {

    private static final String SAME = "a read model is a fresh replay";
    private static final int SHOWN_MAX = 5;

    private final Connection database;
    private final List<Violation> found = new ArrayList<>();

    private RowCheck(Connection database) {
        this.database = database;
    }

    static List<Violation> of(Replay replay, Connection database) throws SQLException {
        var check = new RowCheck(database);
        check.versions(
                "tenant_directory",
                """
                tenant_id, valid_from, company_name, subdomain_slug, canonical_hostname, status, region, plan_tier, \
                connector_kind, connector_credential_ref, job_id, %s, %s, stream_version, search_text\
                """.formatted(instant("created_at"), instant("updated_at")),
                replay.tenants(),
                Words::row);
        check.versions(
                "provisioning_state",
                """
                job_id, valid_from, tenant_id, status, attempt, failure_stage, failure_reason, waiting_reason, \
                current_stage, stages, trace_id, %s, %s, %s, stream_version\
                """.formatted(instant("created_at"), instant("updated_at"), instant("progressed_at")),
                replay.jobs(),
                Words::row);
        check.versions(
                "hostname_map",
                "hostname, valid_from, tenant_id, site_name, " + instant("updated_at"),
                replay.hostnames(),
                Words::row);
        check.events();
        check.nothingIsParked();
        return check.found;
    }

    private static String instant(String column) {
        return "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')".formatted(column);
    }

    private <T> void versions(
            String table,
            String columns,
            SortedMap<String, NavigableMap<Long, T>> replayed,
            Function<T, List<@Nullable String>> row)
            throws SQLException {
        var expected = new HashMap<String, List<@Nullable String>>();
        replayed.forEach((id, versions) -> versions.forEach((position, version) -> {
            var words = new ArrayList<>(row.apply(version));
            var next = versions.higherKey(position);
            words.add(next == null ? null : next.toString());
            expected.put(id + " at " + position, words);
        }));
        compare(table, expected, rows("SELECT %s, valid_to FROM read.%s".formatted(columns, table)));
    }

    private Map<String, List<@Nullable String>> rows(String query) throws SQLException {
        var found = new HashMap<String, List<@Nullable String>>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(query)) {
            var width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var row = new ArrayList<@Nullable String>();
                for (var i = 1; i <= width; i++) {
                    row.add(rows.getString(i));
                }
                found.put(row.get(0) + " at " + row.get(1), row);
            }
        }
        return found;
    }

    private void compare(
            String table, Map<String, List<@Nullable String>> expected, Map<String, List<@Nullable String>> rows) {
        var shown = 0;
        for (var name : sorted(expected, rows)) {
            var should = expected.get(name);
            var is = rows.get(name);
            if (!java.util.Objects.equals(should, is) && shown++ < SHOWN_MAX) {
                var id = name.substring(0, name.indexOf(" at "));
                found.add(Violation.at(
                        Long.parseLong(name.substring(name.indexOf(" at ") + 4)),
                        SAME,
                        "%s, %s: the replay has %s, the table %s".formatted(table, name, should, is),
                        id));
            }
        }
    }

    private static List<String> sorted(Map<String, ?> some, Map<String, ?> others) {
        return java.util.stream.Stream.concat(some.keySet().stream(), others.keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private void events() throws SQLException {
        var columns = """
                position, event_id, type, schema_id, stream_type, stream_id, stream_version, tags, occurred_at, \
                recorded_at, actor, tenant_id, trace_id, correlation_id, causation_id, source, payload\
                """;
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("""
                    WITH logged AS (SELECT %s FROM log.event), listed AS (SELECT %s FROM read.event)
                    (SELECT 'not listed so', l.position FROM (TABLE logged EXCEPT ALL TABLE listed) l ORDER BY 2 LIMIT 3)
                    UNION ALL
                    (SELECT 'not logged so', l.position FROM (TABLE listed EXCEPT ALL TABLE logged) l ORDER BY 2 LIMIT 3)
                    """.formatted(columns, columns))) {
            while (rows.next()) {
                found.add(Violation.at(rows.getLong(2), SAME, "event: %s".formatted(rows.getString(1))));
            }
        }
    }

    /** No fault makes a record poison: what is parked would be missing from a model. */
    private void nothingIsParked() throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("""
                    SELECT name, record_key, cause, reason FROM read.projection_parked
                    UNION ALL SELECT consumer, record_key, cause, reason FROM read.dead_letter
                    LIMIT 5
                    """)) {
            while (rows.next()) {
                found.add(Violation.of(
                        "processed + parked = published",
                        "%s has parked %s, which no fault can cause: %s, %s"
                                .formatted(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)),
                        rows.getString(2)));
            }
        }
    }
}
