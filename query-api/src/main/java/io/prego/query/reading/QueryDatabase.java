package io.prego.query.reading;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The connections of all reads: a role that can change nothing, and timeouts that let a read fail soon. */
public final class QueryDatabase implements AutoCloseable {

    private final HikariDataSource pool;
    private final JdbcClient client;

    /** @param jdbcUrl complete, with a user who may become {@code prego_query} */
    public QueryDatabase(String jdbcUrl, QuerySettings settings) {
        var config = new HikariConfig();
        config.setPoolName("query");
        config.setJdbcUrl(jdbcUrl);
        config.setMaximumPoolSize(settings.connectionsMax());
        config.setMinimumIdle(Math.min(2, settings.connectionsMax()));
        config.setConnectionTimeout(settings.connectionTimeout().toMillis());
        config.setValidationTimeout(Math.min(1_000, settings.connectionTimeout().toMillis()));
        config.setConnectionInitSql("SET ROLE prego_query");
        config.setInitializationFailTimeout(-1); // The database may come later than this process.
        config.addDataSourceProperty("ApplicationName", "prego query");
        config.addDataSourceProperty("connectTimeout", "1");
        config.addDataSourceProperty("loginTimeout", "1");
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty("options", "-c statement_timeout=8000 -c jit=off");
        pool = new HikariDataSource(config);
        var template = new JdbcTemplate(pool);
        template.setExceptionTranslator(NotMigrated.translator());
        client = JdbcClient.create(template);
    }

    public JdbcClient client() {
        return client;
    }

    @Override
    public void close() {
        pool.close();
    }
}
