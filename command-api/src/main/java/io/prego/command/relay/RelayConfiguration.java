package io.prego.command.relay;

import io.prego.eventlog.EventLog;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The relay with its health and metrics, for the command API to import. Needs an {@link EventLog} bean and the
 * properties {@code prego.kafka.bootstrap-servers} and {@code prego.database.url}. Kafka and PostgreSQL may come later.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RelaySettings.class)
public class RelayConfiguration {

    @Bean
    Relay relayLifecycle(
            EventLog log,
            RelaySettings settings,
            @Value("${prego.database.url}") String databaseUrl,
            @Value("${prego.kafka.bootstrap-servers}") String bootstrapServers) {
        return new Relay(databaseUrl, new RelayClients(bootstrapServers, settings), log, settings, RelayObserver.NONE);
    }

    /** Named {@code relay} in the health report. */
    @Bean("relayHealthIndicator")
    RelayHealth relayHealth(Relay relay) {
        return new RelayHealth(relay.status());
    }

    @Bean
    RelayMetrics relayMetrics(Relay relay) {
        return new RelayMetrics(relay.status());
    }
}
