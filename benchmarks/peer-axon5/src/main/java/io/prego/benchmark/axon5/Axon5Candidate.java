package io.prego.benchmark.axon5;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.prego.benchmark.Candidate;
import io.prego.benchmark.Conflicted;
import jakarta.persistence.EntityManagerFactory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.StorageEngineBackedEventStore;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateEventEntry;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.SimpleEventBus;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.axonframework.messaging.eventstreaming.Tag;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * The framework's core without its configurer, and so without the update checker that phones home: command bus, event
 * store, JPA storage engine. Nothing keeps commands on one aggregate apart; who loses the race tries again.
 */
final class Axon5Candidate implements Candidate {

    private static final MessageType COMMAND = new MessageType(CounterCommand.class);

    private final String jdbcUrl;
    private final HikariDataSource connections;
    private final EntityManagerFactory entities;
    private final CommandBus bus;

    private Axon5Candidate(
            String jdbcUrl, HikariDataSource connections, EntityManagerFactory entities, CommandBus bus) {
        this.jdbcUrl = jdbcUrl;
        this.connections = connections;
        this.entities = entities;
        this.bus = bus;
    }

    /**
     * @param connectionsMax in the pool
     * @param batchSize of Hibernate's JDBC batches; 0 for none
     */
    static Axon5Candidate open(String jdbcUrl, int connectionsMax, int batchSize) {
        var connections = pool(jdbcUrl, connectionsMax);
        var entities = new HibernatePersistenceConfiguration("events")
                .managedClass(AggregateEventEntry.class)
                .property("jakarta.persistence.nonJtaDataSource", connections)
                .property("jakarta.persistence.schema-generation.database.action", "create")
                .property("hibernate.dialect", ByteaDialect.class.getName())
                .property("hibernate.jdbc.batch_size", batchSize)
                .createEntityManagerFactory();
        return new Axon5Candidate(jdbcUrl, connections, entities, bus(new ThreadTransactions(entities)));
    }

    private static CommandBus bus(ThreadTransactions transactions) {
        var json = new JacksonConverter();
        var engine = new AggregateBasedJpaEventStorageEngine(
                transactions,
                transactions,
                new DelegatingEventConverter(json),
                settings -> settings.persistenceExceptionResolver(new SQLStateResolver()));
        var store = new StorageEngineBackedEventStore(
                engine,
                new SimpleEventBus(),
                message ->
                        Set.of(Tag.of(CounterHandler.TAG, ((Changed) Objects.requireNonNull(message.payload())).id())));
        var bus = new SimpleCommandBus(new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE), List.of());
        return bus.subscribe(COMMAND.qualifiedName(), new CounterHandler(store, json));
    }

    private static HikariDataSource pool(String jdbcUrl, int connectionsMax) {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setMaximumPoolSize(connectionsMax);
        return new HikariDataSource(config);
    }

    @Override
    public void create(String id, String note) throws Conflicted {
        change(id, List.of(note));
    }

    @Override
    public void change(String id, String note) throws Conflicted {
        change(id, List.of(note));
    }

    @Override
    public void change(String id, List<String> notes) throws Conflicted {
        try {
            bus.dispatch(new GenericCommandMessage(COMMAND, new CounterCommand(id, notes)), null)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AppendEventsTransactionRejectedException) {
                throw new Conflicted(e);
            }
            throw e;
        }
    }

    @Override
    public long storedEvents() throws SQLException {
        return (long) number("SELECT count(*) FROM AggregateEventEntry");
    }

    @Override
    public double storedPayloadBytes() throws SQLException {
        return number("SELECT coalesce(avg(octet_length(payload)), 0) FROM AggregateEventEntry");
    }

    @Override
    public long storedValue(String id) throws SQLException {
        return (long) number("""
                SELECT (convert_from(payload, 'UTF8')::json ->> 'value')::bigint FROM AggregateEventEntry
                WHERE aggregateIdentifier = '%s' ORDER BY aggregateSequenceNumber DESC LIMIT 1
                """.formatted(id));
    }

    private double number(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    @Override
    public void close() {
        entities.close();
        connections.close();
    }
}
