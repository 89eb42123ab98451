package io.prego.projection.rebuild;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.prego.projection.engine.ReadStore;
import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The few connections of the operators' routes; what is written through them is on disk when it is answered. */
public final class OperatorDatabase implements AutoCloseable {

    private static final int CONNECTIONS_MAX = 3;

    private final HikariDataSource pool;
    private final JdbcClient client;
    private final ReadStore store;

    /** @param jdbcUrl complete, with the user of the projections */
    public OperatorDatabase(String jdbcUrl, ReadStore store) {
        var config = new HikariConfig();
        config.setPoolName("projections");
        config.setJdbcUrl(jdbcUrl);
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(1_500);
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1); // The database may come later than this process.
        config.addDataSourceProperty("ApplicationName", "prego projections");
        config.addDataSourceProperty("connectTimeout", "1");
        config.addDataSourceProperty("loginTimeout", "1");
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty("options", "-c statement_timeout=8000 -c jit=off");
        this.pool = new HikariDataSource(config);
        this.client = JdbcClient.create(pool);
        this.store = store;
    }

    /** With the tables made, whoever comes first. */
    JdbcClient client() {
        try {
            store.migrate();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the read models cannot be made now", e);
        }
        return client;
    }

    @Override
    public void close() {
        pool.close();
    }
}
