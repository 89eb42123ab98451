package io.prego.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.schema.Schemas;
import io.prego.projection.engine.ProjectionEngine;
import io.prego.projection.engine.ProjectionSettings;
import io.prego.projection.engine.ReadStore;
import io.prego.projection.event.EventListProjection;
import io.prego.projection.provisioning.ProvisioningStateProjection;
import io.prego.projection.tenant.TenantDirectoryProjection;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * All projections of this process. Needs {@code prego.kafka.bootstrap-servers} and {@code prego.database.url}, and a
 * {@link MeterRegistry}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionSettings.class)
public class Projections {

    @Bean
    ReadStore readStore(Environment environment, ProjectionSettings settings) {
        return new ReadStore(environment.getRequiredProperty("prego.database.url"), settings.ownerTimeout());
    }

    @Bean
    ProjectionEngine projectionEngine(
            ReadStore readStore, Environment environment, ProjectionSettings settings, MeterRegistry registry) {
        var schemas = Schemas.committed();
        return new ProjectionEngine(
                List.of(
                        TenantDirectoryProjection.of(schemas),
                        ProvisioningStateProjection.of(schemas),
                        EventListProjection.create()),
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
    HealthIndicator provisioningStateHealthIndicator(ProjectionEngine engine) {
        return engine.health(ProvisioningStateProjection.NAME);
    }

    @Bean
    HealthIndicator eventListHealthIndicator(ProjectionEngine engine) {
        return engine.health(EventListProjection.NAME);
    }
}
