package io.prego.projection.engine;

import io.prego.projection.ProjectionsApplication;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Seeded bug: what is read next is stored before the rows are, on its own; then a fault strikes, once. */
@Configuration(proxyBeanMethods = false)
@Import(ProjectionsApplication.class)
public class OffsetsFirst {

    private static final String SIGN = "&offsets=first";
    private static final AtomicBoolean STRUCK = new AtomicBoolean();
    private static final String ROWS = "read.event";

    @Bean
    ReadStore readStore(@Value("${prego.database.url}") String databaseUrl, ProjectionSettings settings)
            throws SQLException {
        // It must be asked before the one that it hides.
        var hidden = DriverManager.getDriver(databaseUrl);
        DriverManager.deregisterDriver(hidden);
        DriverManager.registerDriver(new Hiding(hidden));
        DriverManager.registerDriver(hidden);
        return new ReadStore(databaseUrl + SIGN, settings.ownerTimeout());
    }

    private static Connection splitting(Connection rows, Connection offsets) {
        var storing = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                OffsetsFirst.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    try {
                        if (method.getName().equals("prepareStatement")
                                && arguments[0].toString().contains(ROWS)) {
                            storing.set(true);
                        }
                        if (method.getName().equals("prepareStatement")
                                && arguments[0].toString().contains("INSERT INTO read.projection_offset")) {
                            return offsets.prepareStatement(arguments[0].toString());
                        }
                        if (method.getName().equals("commit") && storing.getAndSet(false) && !STRUCK.getAndSet(true)) {
                            rows.rollback();
                            throw new SQLException("struck");
                        }
                        if (method.getName().equals("close")) {
                            offsets.close();
                        }
                        return method.invoke(rows, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private record Hiding(Driver hidden) implements Driver {

        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            if (!acceptsURL(url)) {
                return null;
            }
            var plain = url.replace(SIGN, "");
            return splitting(hidden.connect(plain, properties), hidden.connect(plain, new Properties()));
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.endsWith(SIGN);
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
            return hidden.getPropertyInfo(url, properties);
        }

        @Override
        public int getMajorVersion() {
            return hidden.getMajorVersion();
        }

        @Override
        public int getMinorVersion() {
            return hidden.getMinorVersion();
        }

        @Override
        public boolean jdbcCompliant() {
            return hidden.jdbcCompliant();
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }
}
