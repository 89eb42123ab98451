package io.prego.query;

import io.prego.embedded.SharedPostgres;
import io.prego.eventlog.EventLogSchema;
import io.prego.projection.engine.ReadStore;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Prints what a read of the past costs beside one of now; no part of the ordinary tests. Run with
 * {@code -Dtest=AsOfMeasurement}.
 */
class AsOfMeasurement {

    private static final int TENANTS = 5_000;
    private static final int TENANT_VERSIONS = 5;
    private static final int JOB_VERSIONS = 12;
    private static final int HEAD = TENANTS * JOB_VERSIONS;
    private static final int REQUESTS = 300;

    private static final String VERSIONS = """
        FROM generate_series(0, %2$d - 1) v, generate_series(1, %1$d) n,
             LATERAL (SELECT v * %1$d::bigint + n AS valid_from,
                             CASE WHEN v < %2$d - 1 THEN (v + 1) * %1$d::bigint + n END AS valid_to) at
        ORDER BY v, n
        """;

    @Test
    void the_past_beside_now() throws SQLException {
        var database = SharedPostgres.freshDatabase();
        EventLogSchema.migrate(database);
        new ReadStore(database, Duration.ofSeconds(3)).migrate();
        fill(database);
        try (var server = new Server(database)) {
            execute(
                    database,
                    "INSERT INTO read.projection (name, version) VALUES ('tenant_directory', 1),"
                            + " ('provisioning_state', 1) ON CONFLICT DO NOTHING");
            execute(database, "UPDATE read.projection SET watermark = " + HEAD + ", rows_to = " + HEAD);
            compare(server, "directory page of 200", "/internal/tenants-directory?x");
            compare(server, "directory, active only", "/internal/tenants-directory?status=active");
            compare(server, "one job", "/v1/jobs/job_2500?");
            compare(server, "one tenant", "/v1/tenants/tnt_2500?");
        }
    }

    private static void fill(String database) throws SQLException {
        execute(database, """
            INSERT INTO log.event (position, recorded_at, occurred_at, stream_version, event_id, schema_id, append_index,
                append_size, type, stream_type, stream_id, tags, actor, salt, payload)
            SELECT n, now() - interval '1 day' + n * interval '1 millisecond', now(), n, gen_random_uuid(), 1, 0, 1,
                'thing.made', 'thing', 'a', '{}', 'system:test', decode(repeat('00', 16), 'hex'), ''
            FROM generate_series(1, %d) n
            """.formatted(HEAD));
        execute(database, """
            INSERT INTO read.tenant_directory (tenant_id, valid_from, valid_to, company_name, subdomain_slug,
                canonical_hostname, status, region, plan_tier, job_id, created_at, updated_at, stream_version, search_text)
            SELECT 'tnt_' || n, valid_from, valid_to, 'Company ' || n, 's' || n, 's' || n || '.prego.example',
                CASE WHEN v < 3 THEN 'provisioning' ELSE 'active' END, 'eu', 'trial', 'job_' || n, now(), now(), v + 1,
                'company ' || n
            """ + VERSIONS.formatted(TENANTS, TENANT_VERSIONS));
        execute(database, """
            INSERT INTO read.provisioning_state (job_id, valid_from, valid_to, tenant_id, status, attempt, stages,
                created_at, updated_at, progressed_at, stream_version)
            SELECT 'job_' || n, valid_from, valid_to, 'tnt_' || n,
                CASE WHEN v < %d - 1 THEN 'running' ELSE 'completed' END, 1, '[]', now(), now(), now(), v + 1
            """.formatted(JOB_VERSIONS) + VERSIONS.formatted(TENANTS, JOB_VERSIONS));
        execute(database, "VACUUM ANALYZE");
    }

    private static void compare(Server server, String what, String path) {
        var asked = new LinkedHashMap<String, String>();
        var separator = path.endsWith("?x") ? "?" : path.endsWith("?") ? "" : "&";
        var base = path.endsWith("?x") ? path.substring(0, path.length() - 2) : path;
        asked.put("now", base);
        asked.put("as of the head", base + separator + "as_of=" + HEAD);
        asked.put("as of the middle", base + separator + "as_of=" + HEAD / 3);
        asked.values().forEach(url -> median(server, url));
        var medians = new LinkedHashMap<String, Double>();
        asked.forEach((name, url) -> medians.put(name, median(server, url)));
        var now = medians.get("now");
        for (Map.Entry<String, Double> it : medians.entrySet()) {
            System.out.printf(
                    "MEASURED %s, %s: %.2f ms, ratio %.2f%n", what, it.getKey(), it.getValue(), it.getValue() / now);
        }
    }

    private static double median(Server server, String path) {
        var times = new double[REQUESTS];
        for (var i = 0; i < REQUESTS; i++) {
            var begun = System.nanoTime();
            var status = server.get(path).status();
            times[i] = (System.nanoTime() - begun) / 1e6;
            if (status != 200) {
                throw new AssertionError(path + ": " + status);
            }
        }
        Arrays.sort(times);
        return times[REQUESTS / 2];
    }

    private static void execute(String database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
