package io.prego.edge;

import io.prego.edge.access.InternalKeys;
import io.prego.edge.limit.RateLimit;
import io.prego.edge.mac.ServerSecret;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The least that an application provides to get the whole edge, with a few routes to try it on. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Edge.class, SampleEndpoint.class})
class SampleApplication {

    static final int BODY_BYTES = 32 << 20;
    static final String KEY = "first-internal-key";
    static final String NEXT_KEY = "second-internal-key";
    static final String ORIGIN = "https://app.example";

    @Bean
    EdgeSettings edgeSettings() {
        return new EdgeSettings(
                List.of(ORIGIN),
                List.of("127.0.0.0/8", "10.0.0.0/8"),
                List.of(new RateLimit("POST", "/v1/limited", 2)),
                3,
                BODY_BYTES);
    }

    @Bean
    InternalKeys internalKeys() {
        return InternalKeys.of(Set.of(KEY, NEXT_KEY));
    }

    @Bean
    ServerSecret serverSecret() {
        return new ServerSecret(new byte[32]);
    }
}
