package io.prego.query;

import io.prego.query.deadletter.DeadLetterQueries;
import io.prego.query.event.EventQueries;
import io.prego.query.live.LiveSettings;
import io.prego.query.live.LiveStreams;
import io.prego.query.provisioning.ProvisioningQueries;
import io.prego.query.reading.DatabaseHealth;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.NotMigratedProblem;
import io.prego.query.reading.QueryDatabase;
import io.prego.query.reading.QuerySettings;
import io.prego.query.reading.Reads;
import io.prego.query.schema.SchemaQueries;
import io.prego.query.start.StartQueries;
import io.prego.query.tenant.TenantQueries;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** All reads over HTTP. Needs {@code prego.database.url} and the edge. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({QuerySettings.class, LiveSettings.class})
@Import({
    TenantQueries.class,
    ProvisioningQueries.class,
    EventQueries.class,
    DeadLetterQueries.class,
    SchemaQueries.class,
    StartQueries.class,
    NotMigratedProblem.class
})
public class QueryApi {

    @Bean
    QueryDatabase queryDatabase(Environment environment, QuerySettings settings) {
        return new QueryDatabase(environment.getRequiredProperty("prego.database.url"), settings);
    }

    @Bean
    LogIndex logIndex(QueryDatabase database) {
        return new LogIndex(database.client());
    }

    @Bean
    Reads reads(QueryDatabase database, LogIndex log, QuerySettings settings) {
        return new Reads(database, log, settings);
    }

    @Bean
    LiveStreams liveStreams(LiveSettings settings) {
        return new LiveStreams(settings);
    }

    @Bean
    HealthIndicator queryDatabaseHealthIndicator(QueryDatabase database) {
        return new DatabaseHealth(database);
    }
}
