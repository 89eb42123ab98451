package io.prego.query.reading;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/** Whether reads can be answered: the database is there, and the tables that projections fill are made. */
public final class DatabaseHealth implements HealthIndicator {

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
            return down("the database is out of reach");
        }
    }

    private static Health down(String reason) {
        return Health.down().withDetail("reason", reason).build();
    }
}
