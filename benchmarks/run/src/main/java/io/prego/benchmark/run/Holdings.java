package io.prego.benchmark.run;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a platform holds, asked of its database and not of itself. */
final class Holdings {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int LOOK_MS = 20;

    private final String jdbcUrl;

    Holdings(Platform platform) throws IOException {
        this.jdbcUrl = platform.jdbcUrl();
    }

    long head() throws SQLException {
        return (long) number("SELECT max(position) FROM log.event");
    }

    double registered() throws SQLException {
        return number("SELECT count(*) FROM log.event WHERE type = 'tenant.registered'");
    }

    /** Seconds until every read model holds all up to the position. */
    double awaitRead(long position) throws SQLException, InterruptedException {
        return await("SELECT (min(watermark) >= %d)::int FROM read.projection".formatted(position));
    }

    /** Seconds until each job's dispatch has been decided about, too, and every read model holds all of it. */
    double awaitRest() throws SQLException, InterruptedException {
        return await("""
            SELECT ((SELECT min(watermark) FROM read.projection) = (SELECT max(position) FROM log.event)
                    AND (SELECT count(*) FROM log.event WHERE type = 'provision_job.requested')
                        = (SELECT count(*) FROM log.event WHERE type = 'provision_job.placement_decided'))::int
            """);
    }

    /** Seconds until the query says 1. */
    double await(String query) throws SQLException, InterruptedException {
        var begin = System.nanoTime();
        while (number(query) != 1) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("it never came true: " + query);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** As {@link #lost(double, double)}, where every request was answered by a yes. */
    double lost(double accepted) throws SQLException {
        return lost(accepted, 0);
    }

    /**
     * How many things are missing or too many: acknowledged registrations, positions, current rows of read models and
     * listed events. For a platform at rest.
     *
     * @param unknown registrations that broke off or were answered by 503, which may have been done all the same
     */
    double lost(double accepted, double unknown) throws SQLException {
        var registered = registered();
        return Math.max(0, accepted - registered)
                + Math.max(0, registered - accepted - unknown)
                + Math.abs(registered - number("SELECT count(*) FROM read.tenant_directory WHERE valid_to IS NULL"))
                + Math.abs(registered - number("SELECT count(*) FROM read.provisioning_state WHERE valid_to IS NULL"))
                + number("SELECT max(position) - count(*) FROM log.event")
                + Math.abs(number("SELECT (SELECT count(*) FROM log.event) - (SELECT count(*) FROM read.event)"))
                + number("SELECT count(*) FROM read.projection_parked");
    }

    double number(String query) throws SQLException {
        return Sql.number(jdbcUrl, query);
    }
}
