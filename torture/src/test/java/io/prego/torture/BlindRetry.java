package io.prego.torture;

import io.prego.command.CommandApiApplication;
import io.prego.event.DomainEvent;
import io.prego.event.codec.EventCodec;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.engine.PostgresEventStorageEngine;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.StorageEngineBackedEventStore;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.SimpleEventBus;
import org.axonframework.messaging.eventstreaming.Tag;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Seeded bug: an append that lost its place to another is sent again without its conditions being looked at. */
@Configuration(proxyBeanMethods = false)
@Import(CommandApiApplication.class)
public class BlindRetry {

    @Bean
    EventStore eventStore(EventLog log, EventCodec codec) {
        return new StorageEngineBackedEventStore(
                blind(new PostgresEventStorageEngine(log, codec)),
                new SimpleEventBus(),
                message -> ((DomainEvent) message.payload())
                        .tags().stream()
                                .map(tag -> Tag.of(tag.key(), tag.value()))
                                .collect(Collectors.toSet()));
    }

    private static EventStorageEngine blind(EventStorageEngine engine) {
        return (EventStorageEngine) Proxy.newProxyInstance(
                BlindRetry.class.getClassLoader(),
                new Class<?>[] {EventStorageEngine.class},
                (_, method, arguments) -> {
                    var result = method.invoke(engine, arguments);
                    if (!method.getName().equals("appendEvents")) {
                        return result;
                    }
                    return ((CompletableFuture<?>) result)
                            .thenApply(first ->
                                    retried((EventStorageEngine.AppendTransaction<?>) first, engine, arguments));
                });
    }

    private static <R> EventStorageEngine.AppendTransaction<R> retried(
            EventStorageEngine.AppendTransaction<R> first, EventStorageEngine engine, Object[] arguments) {
        return new EventStorageEngine.AppendTransaction<>() {
            @Override
            public CompletableFuture<R> commit(ProcessingContext context) {
                return first.commit(context).exceptionallyCompose(_ -> again().thenCompose(it -> it.commit(context)));
            }

            @SuppressWarnings("unchecked") // What the same engine got before.
            private CompletableFuture<EventStorageEngine.AppendTransaction<R>> again() {
                var condition = ((AppendCondition) arguments[0]).withMarker(ConsistencyMarker.INFINITY);
                var events = (List<TaggedEventMessage<?>>) arguments[2];
                return engine.appendEvents(condition, (ProcessingContext) arguments[1], events)
                        .thenApply(it -> (EventStorageEngine.AppendTransaction<R>) it);
            }

            @Override
            public void rollback(ProcessingContext context) {
                first.rollback(context);
            }

            @Override
            public CompletableFuture<ConsistencyMarker> afterCommit(R result, ProcessingContext context) {
                return first.afterCommit(result, context);
            }
        };
    }
}
