package io.prego.projection.deadletter;

import io.prego.projection.engine.ReadStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The route of redrives. */
@Configuration(proxyBeanMethods = false)
@Import(RedriveDeadLetterEndpoint.class)
public class DeadLetters {

    @Bean
    LetterReader letterReader(ReadStore readStore) {
        return new LetterReader(readStore);
    }

    @Bean
    RedriveSender redriveSender(Environment environment) {
        return new RedriveSender(environment.getRequiredProperty("prego.kafka.bootstrap-servers"));
    }
}
