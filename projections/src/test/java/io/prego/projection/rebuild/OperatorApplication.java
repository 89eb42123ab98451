package io.prego.projection.rebuild;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.edge.Edge;
import io.prego.edge.EdgeSettings;
import io.prego.edge.access.InternalKeys;
import io.prego.edge.mac.ServerSecret;
import io.prego.projection.Projections;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The projections and their operators' routes behind the real edge. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import({Edge.class, Projections.class})
class OperatorApplication {

    static final String KEY = "the-internal-key";

    @Bean
    EdgeSettings edgeSettings() {
        return new EdgeSettings(List.of(), List.of(), List.of(), 200, EdgeSettings.BODY_BYTES_IN_FLIGHT_DEFAULT);
    }

    @Bean
    InternalKeys internalKeys() {
        return InternalKeys.of(Set.of(KEY));
    }

    @Bean
    ServerSecret serverSecret() {
        return new ServerSecret(new byte[32]);
    }

    @Bean
    MeterRegistry meterRegistry() {
        return new SimpleMeterRegistry();
    }
}
