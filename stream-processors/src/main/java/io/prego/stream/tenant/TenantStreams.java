package io.prego.stream.tenant;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.stream.feed.StateFeeds;
import io.prego.stream.running.Supervised;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs for tenants. */
@Configuration(proxyBeanMethods = false)
public final class TenantStreams {

    @Bean
    Supervised tenantDirectoryTopology(StateFeeds feeds, MeterRegistry meters) {
        return feeds.run(
                TenantDirectoryTopology.APPLICATION_ID,
                TenantDirectoryTopology.TOPICS,
                parked -> TenantDirectoryTopology.build(meters, parked));
    }

    @Bean
    Supervised hostnameMapTopology(StateFeeds feeds, MeterRegistry meters) {
        return feeds.run(
                HostnameMapTopology.APPLICATION_ID,
                HostnameMapTopology.TOPICS,
                parked -> HostnameMapTopology.build(meters, parked));
    }
}
