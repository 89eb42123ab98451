package io.prego.stream.tenant;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.stream.feed.StateFeed;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs for tenants. */
@Configuration(proxyBeanMethods = false)
public final class TenantStreams {

    @Bean
    StateFeed tenantDirectoryFeed(MeterRegistry meters) {
        return TenantDirectoryFeed.of(meters);
    }

    @Bean
    StateFeed hostnameMapFeed(MeterRegistry meters) {
        return HostnameMapFeed.of(meters);
    }
}
