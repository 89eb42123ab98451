package io.prego.compose;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Prego at work. Closing drains the application first and stops the parts that it stands on afterwards. */
record Running(ConfigurableApplicationContext context, Parts parts) implements AutoCloseable {

    private static final long LOOK_EVERY_MS = 50;

    int port() {
        var server = ((WebServerApplicationContext) context).getWebServer();
        if (server == null) {
            throw new IllegalStateException("no web server runs");
        }
        return server.getPort();
    }

    /** Whether every part says in time that it is up; if not, {@code /health/ready} tells why. */
    boolean awaitReadiness(Duration limit) throws InterruptedException {
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
        try {
            context.close();
        } finally {
            parts.close();
        }
    }
}
