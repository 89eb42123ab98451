package io.prego.command.relay;

import io.prego.command.CommandApiApplication;
import io.prego.eventlog.EventLog;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Seeded bug: the relay's position is written outside the transaction of the events; then a fault strikes, once. */
@Configuration(proxyBeanMethods = false)
@Import(CommandApiApplication.class)
public class ProgressAside {

    @Bean
    Relay relayLifecycle(
            EventLog log,
            RelaySettings settings,
            @Value("${prego.database.url}") String databaseUrl,
            @Value("${prego.kafka.bootstrap-servers}") String bootstrapServers) {
        var struck = new AtomicBoolean();
        RelayObserver aside = step -> {
            if (step == RelayStep.BEGUN) {
                write(bootstrapServers, new Progress(log.logId(), log.head()));
            } else if (step == RelayStep.EVENTS_SENT && !struck.getAndSet(true)) {
                throw new KafkaException("struck");
            }
        };
        return new Relay(databaseUrl, new RelayClients(bootstrapServers, settings), log, settings, aside);
    }

    private static void write(String bootstrapServers, Progress progress) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(progress.toRecord());
        }
    }
}
