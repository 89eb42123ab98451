package io.prego.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.schema.Schemas;
import io.prego.projection.deadletter.DeadLetterProjection;
import io.prego.projection.deadletter.DeadLetters;
import io.prego.projection.engine.ProjectionEngine;
import io.prego.projection.engine.ProjectionSettings;
import io.prego.projection.engine.ReadStore;
import io.prego.projection.event.EventListProjection;
import io.prego.projection.provisioning.ProvisioningStateProjection;
import io.prego.projection.rebuild.OperatorDatabase;
import io.prego.projection.rebuild.Rebuilds;
import io.prego.projection.tenant.HostnameMapProjection;
import io.prego.projection.tenant.TenantDirectoryProjection;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * All projections of this process and the routes of their operators. Needs {@code prego.kafka.bootstrap-servers},
 * {@code prego.database.url}, a {@link MeterRegistry} and the edge.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionSettings.class)
@Import({Rebuilds.class, DeadLetters.class})
public class Projections {

    @Bean
    ReadStore readStore(Environment environment, ProjectionSettings settings) {
        return new ReadStore(environment.getRequiredProperty("prego.database.url"), settings.ownerTimeout());
    }

    @Bean
    OperatorDatabase operatorDatabase(Environment environment, ReadStore readStore) {
        return new OperatorDatabase(environment.getRequiredProperty("prego.database.url"), readStore);
    }

    @Bean
    ProjectionEngine projectionEngine(
            ReadStore readStore, Environment environment, ProjectionSettings settings, MeterRegistry registry) {
        var schemas = Schemas.committed();
        return new ProjectionEngine(
                List.of(
                        TenantDirectoryProjection.of(schemas),
                        HostnameMapProjection.of(schemas),
                        ProvisioningStateProjection.of(schemas),
                        EventListProjection.create(),
                        DeadLetterProjection.create()),
                readStore,
                environment.getRequiredProperty("prego.kafka.bootstrap-servers"),
                settings,
                registry);
    }

    @Bean
    HealthIndicator tenantDirectoryHealthIndicator(ProjectionEngine engine) {
        return engine.health(TenantDirectoryProjection.NAME);
    }

    @Bean
    HealthIndicator hostnameMapHealthIndicator(ProjectionEngine engine) {
        return engine.health(HostnameMapProjection.NAME);
    }

    @Bean
    HealthIndicator provisioningStateHealthIndicator(ProjectionEngine engine) {
        return engine.health(ProvisioningStateProjection.NAME);
    }

    @Bean
    HealthIndicator deadLetterHealthIndicator(ProjectionEngine engine) {
        return engine.health(DeadLetterProjection.NAME);
    }

    @Bean
    HealthIndicator eventListHealthIndicator(ProjectionEngine engine) {
        return engine.health(EventListProjection.NAME);
    }
}
