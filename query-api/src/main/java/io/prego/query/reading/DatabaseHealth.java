package io.prego.query.reading;

import java.sql.SQLException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/** Whether reads can be answered: the database is there, and the tables that projections fill are made. */
public final class DatabaseHealth implements HealthIndicator {

    // PostgreSQL, appendix A: what SET ROLE answers for a role that does not exist.
    private static final String NO_SUCH_ROLE = "22023";

    private final QueryDatabase database;

    public DatabaseHealth(QueryDatabase database) {
        this.database = database;
    }

    @Override
    public Health health() {
        try {
            database.client()
                    .sql("SELECT count(*) FROM read.projection")
                    .query(Long.class)
                    .single();
            return Health.up().withDetail("reason", "reads are answered").build();
        } catch (NotMigrated e) {
            return down("the read models are still being made");
        } catch (DataAccessException e) {
            return down(isWithoutRole(e) ? "the read models are still being made" : "the database is out of reach");
        }
    }

    /** The connection stands and cannot become the role that reads, which whoever makes the tables makes too. */
    private static boolean isWithoutRole(DataAccessException e) {
        for (Throwable it = e; it != null; it = it.getCause()) {
            if (it instanceof SQLException sql && NO_SUCH_ROLE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static Health down(String reason) {
        return Health.down().withDetail("reason", reason).build();
    }
}
