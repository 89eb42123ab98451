package io.prego.torture.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds at every moment, faults or not: all events up to a read model's watermark are in its rows. One snapshot shows
 * the log, the rows and the watermark as they are together.
 */
final class PromiseCheck {

    private static final String STORED = "what a watermark promises is stored";
    private static final String LATELY = "p.watermark - 5000";

    private PromiseCheck() {}

    /** Of the last few thousand events before each watermark. */
    static List<Violation> of(Connection database) throws SQLException {
        var found = new ArrayList<Violation>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("""
                    SELECT p.name, p.watermark, e.position, e.stream_id
                    FROM read.projection p
                    JOIN log.event e ON e.position > %s AND e.position <= p.watermark
                    WHERE (p.name = 'event'
                            AND NOT EXISTS (SELECT FROM read.event r WHERE r.position = e.position))
                       OR (p.name = 'tenant_directory' AND e.stream_type = 'tenant'
                            AND NOT EXISTS (SELECT FROM read.tenant_directory r
                                            WHERE r.tenant_id = e.stream_id AND r.valid_from = e.position))
                       OR (p.name = 'provisioning_state' AND e.stream_type = 'provision_job'
                            AND NOT EXISTS (SELECT FROM read.provisioning_state r
                                            WHERE r.job_id = e.stream_id AND r.valid_from = e.position))
                    ORDER BY e.position LIMIT 5
                    """.formatted(LATELY))) {
            while (rows.next()) {
                found.add(Violation.at(
                        rows.getLong(3),
                        STORED,
                        "%s says that it holds all up to %d, and lacks %d"
                                .formatted(rows.getString(1), rows.getLong(2), rows.getLong(3)),
                        rows.getString(4)));
            }
        }
        return found;
    }
}
