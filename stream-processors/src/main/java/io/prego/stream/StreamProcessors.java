package io.prego.stream;

import io.prego.event.Topics;
import io.prego.stream.feed.StateFeed;
import io.prego.stream.feed.StateFeeds;
import io.prego.stream.provisioning.ProvisioningStreams;
import io.prego.stream.running.BrokerWatch;
import io.prego.stream.running.InstanceId;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.StateFolder;
import io.prego.stream.running.StreamSettings;
import io.prego.stream.running.Supervised;
import io.prego.stream.tenant.TenantStreams;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;

/**
 * All stream processors of this process. Needs a {@code MeterRegistry}, {@code prego.kafka.bootstrap-servers} and
 * {@code prego.stream.state-dir}; with {@code prego.pipeline.mode=local} also {@code prego.command-api.url} and
 * {@code prego.internal-key}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
@Import({TenantStreams.class, ProvisioningStreams.class})
public final class StreamProcessors {

    @Bean
    StateFolder streamStateFolder(StreamSettings settings) {
        return StateFolder.take(settings.stateDir());
    }

    /** The id is kept in the state folder, so the folder comes first. */
    @Bean
    @DependsOn("streamStateFolder")
    KafkaClients streamKafkaClients(
            @Value("${prego.kafka.bootstrap-servers}") String bootstrapServers, StreamSettings settings) {
        return new KafkaClients(
                bootstrapServers, InstanceId.of(settings, UUID.randomUUID().toString()));
    }

    @Bean
    BrokerWatch streamBrokerWatch(KafkaClients clients) {
        return new BrokerWatch(clients);
    }

    @Bean
    StateFeeds stateFeeds(KafkaClients clients, StreamSettings settings, BrokerWatch broker) {
        return new StateFeeds(clients, settings, broker);
    }

    /** Named in the health report. */
    @Bean
    Supervised tenantStatesTopology(StateFeeds running, List<StateFeed> feeds) {
        return running.run(Topics.TENANT_STATES, Topics.TENANT, feeds);
    }
}
