package io.prego.command.handling;

import io.prego.event.DomainEvent;
import io.prego.event.codec.EventCodec;
import io.prego.event.schema.Schemas;
import io.prego.eventlog.CommandQueue;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.EventLogSchema;
import io.prego.eventlog.EventLogSettings;
import io.prego.eventlog.engine.PostgresEventStorageEngine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.StorageEngineBackedEventStore;
import org.axonframework.eventsourcing.eventstore.TagResolver;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.SimpleEventBus;
import org.axonframework.messaging.eventstreaming.Tag;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Axon's core by hand: a command bus and an event store over our log. No configurer, no component scan, and so no update
 * checker: nothing phones home.
 */
@Configuration(proxyBeanMethods = false)
@Import(EventLogProblems.class)
public class AxonWiring {

    private static final int COMMANDS_PER_TAG_MAX = 500;
    private static final Duration TURN_WITHIN = Duration.ofSeconds(1);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    EventCodec eventCodec() {
        return new EventCodec(Schemas.committed());
    }

    /** The schema is brought up to date before the log is opened. */
    @Bean(destroyMethod = "close")
    EventLog eventLog(@Value("${prego.database.url}") String databaseUrl) {
        EventLogSchema.migrate(databaseUrl);
        return EventLog.open(databaseUrl, EventLogSettings.defaults());
    }

    @Bean
    CommandQueue commandQueue() {
        return new CommandQueue(COMMANDS_PER_TAG_MAX, TURN_WITHIN);
    }

    @Bean
    CommandBus commandBus() {
        return new SimpleCommandBus(new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE), List.of());
    }

    @Bean
    EventStore eventStore(EventLog log, EventCodec codec) {
        return new StorageEngineBackedEventStore(
                new PostgresEventStorageEngine(log, codec), new SimpleEventBus(), tagsOfTheFact());
    }

    private static TagResolver tagsOfTheFact() {
        return message -> ((DomainEvent) Objects.requireNonNull(message.payload()))
                .tags().stream().map(tag -> Tag.of(tag.key(), tag.value())).collect(Collectors.toSet());
    }

    /** What every capability needs to take commands. */
    @Bean
    CommandHandling commandHandling(
            CommandBus bus, EventStore store, EventLog log, EventCodec codec, CommandQueue queue, Clock clock) {
        return new CommandHandling(bus, store, log, codec, queue, clock);
    }
}
