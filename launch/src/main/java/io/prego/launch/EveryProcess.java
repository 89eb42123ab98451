package io.prego.launch;

import io.prego.edge.Edge;
import io.prego.edge.EdgeSettings;
import io.prego.edge.access.InternalKeys;
import io.prego.edge.mac.ServerSecret;
import io.prego.sealing.MasterKey;
import io.prego.sealing.ServerSecrets;
import java.util.Set;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * What the application of any process imports beside its modules: the edge, the secrets that all processes share, health
 * and metrics. {@link Application} starts it with what it needs.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = DataSourceAutoConfiguration.class,
        // By name, since not every process has Flyway.
        excludeName = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")
@Import(Edge.class)
public class EveryProcess {

    @Bean
    EdgeSettings edgeSettings() {
        return EdgeSettings.from(System::getenv);
    }

    @Bean
    InternalKeys internalKeys(Environment properties) {
        return InternalKeys.of(Set.of(properties.getRequiredProperty("prego.internal-key")));
    }

    /** Derived, so that an idempotency key or a cursor of one process is good at every other. */
    @Bean
    ServerSecret serverSecret(MasterKey master) {
        return new ServerSecret(new ServerSecrets(master).idempotencyKey());
    }
}
