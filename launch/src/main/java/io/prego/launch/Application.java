package io.prego.launch;

import io.prego.sealing.MasterKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** One Spring Boot application at work. Closing it drains it. */
public record Application(ConfigurableApplicationContext context) implements AutoCloseable {

    private static final long LOOK_EVERY_MS = 50;

    /**
     * Starts it; what {@code launch.properties} and the given ones say yields to Spring's own environment variables.
     * Nothing stops it at the end of the process but what the caller registers.
     *
     * @param configuration imports {@link EveryProcess}
     * @param properties hold at least {@code prego.database.url} and {@code prego.internal-key}
     * @throws IllegalStateException when the database was sealed with another master key
     */
    public static Application start(Class<?> configuration, Map<String, Object> properties, MasterKey master)
            throws IOException {
        var common = PropertiesLoaderUtils.loadProperties(new ClassPathResource("launch.properties", Launch.class));
        var masterHealth = MasterKeyHealth.of(
                master,
                Objects.requireNonNull(properties.get("prego.database.url")).toString());
        return new Application(new SpringApplicationBuilder(configuration)
                .main(configuration)
                .registerShutdownHook(false)
                .properties(common)
                .properties(properties)
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("masterKey", master);
                    context.getBeanFactory().registerSingleton("masterKeyHealthIndicator", masterHealth);
                })
                .run());
    }

    /** Where it really listens. */
    public int port() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        if (server == null) {
            throw new IllegalStateException("no web server runs");
        }
        return server.getPort();
    }

    /** Whether every part says in time that it is up; if not, {@code /health/ready} tells why. */
    public boolean awaitReadiness(Duration limit) throws InterruptedException {
        var health = context.getBean(HealthEndpoint.class);
        var end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            if (isReady(health)) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        return false;
    }

    private static boolean isReady(HealthEndpoint health) {
        var descriptor = health.healthForPath("ready");
        return descriptor != null && descriptor.getStatus().equals(Status.UP);
    }

    @Override
    public void close() {
        context.close();
    }
}
