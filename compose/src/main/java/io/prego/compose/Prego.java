package io.prego.compose;

import io.prego.command.CommandApi;
import io.prego.edge.Edge;
import io.prego.edge.EdgeSettings;
import io.prego.edge.access.InternalKeys;
import io.prego.edge.mac.ServerSecret;
import io.prego.projection.Projections;
import io.prego.query.QueryApi;
import io.prego.sealing.MasterKey;
import io.prego.sealing.ServerSecrets;
import io.prego.stream.StreamProcessors;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;

/** All of Prego in one process, on embedded parts or on given ones. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import({Edge.class, CommandApi.class, StreamProcessors.class, Projections.class, QueryApi.class})
public class Prego {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final int BROKEN_PART = 1;
    private static final int BAD_SETTING = 2;

    public static void main(String[] arguments) throws InterruptedException {
        // The parts start before the application: until it configures the log, nothing is worth a line.
        LoggingSystem.get(Prego.class.getClassLoader()).beforeInitialize();
        try {
            var environment = Environment.read(System::getenv);
            var running = start(environment);
            Welcome.print(environment, running, running.awaitReadiness(READY_WITHIN));
        } catch (IllegalArgumentException e) {
            refuse(BAD_SETTING, e.getMessage());
        } catch (IOException e) {
            refuse(BROKEN_PART, e.getMessage());
        } catch (RuntimeException e) {
            refuse(BROKEN_PART, reason(e));
        }
    }

    private static @Nullable String reason(Throwable failure) {
        for (var it = failure; it != null; it = it.getCause()) {
            if (it instanceof PortInUseException port) {
                return "SERVER_PORT=%d is in use".formatted(port.getPort());
            }
        }
        return NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
    }

    /** One sentence instead of a stack trace: whoever starts Prego can mend it. */
    private static void refuse(int exitValue, @Nullable String reason) {
        System.err.println("Prego does not start: " + reason);
        System.exit(exitValue);
    }

    /** Starts everything; the stop of the process stops it all, children included. */
    static Running start(Environment environment) throws IOException, InterruptedException {
        var folder = DataFolder.open(environment.dataDir());
        var parts = Parts.start(environment, folder);
        try {
            var key = environment.internalKey() == null ? folder.internalKey() : environment.internalKey();
            var context = context(environment, folder, parts, key);
            var running = new Running(context, parts);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
            return running;
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext context(
            Environment environment, DataFolder folder, Parts parts, String key) throws IOException {
        var master = folder.masterKey(environment.masterKeyFile());
        return new SpringApplicationBuilder(Prego.class)
                .registerShutdownHook(false)
                .properties(Wiring.properties(environment, folder, parts, key))
                .initializers(context -> context.getBeanFactory().registerSingleton("masterKey", master))
                .run();
    }

    @Bean
    EdgeSettings edgeSettings() {
        return EdgeSettings.from(System::getenv);
    }

    @Bean
    InternalKeys internalKeys(org.springframework.core.env.Environment properties) {
        return InternalKeys.of(Set.of(properties.getRequiredProperty("prego.internal-key")));
    }

    @Bean
    ServerSecret serverSecret(MasterKey master) {
        return new ServerSecret(new ServerSecrets(master).idempotencyKey());
    }
}
