package io.prego.benchmark.axon4;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.prego.benchmark.Candidate;
import io.prego.benchmark.axon4.CounterCommands.Change;
import io.prego.benchmark.axon4.CounterCommands.Create;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcSQLErrorCodesResolver;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * Simple command bus, command gateway, embedded event store over JDBC, events as JSON. Within one JVM its repository
 * lets commands on one aggregate go one after another by a pessimistic lock, so no caller meets a conflict.
 */
final class Axon4Candidate implements Candidate {

    private final String jdbcUrl;
    private final HikariDataSource connections;
    private final Configuration axon;
    private final CommandGateway gateway;

    private Axon4Candidate(String jdbcUrl, HikariDataSource connections, Configuration axon) {
        this.jdbcUrl = jdbcUrl;
        this.connections = connections;
        this.axon = axon;
        this.gateway = axon.commandGateway();
    }

    /**
     * @param connectionsMax in the pool
     * @param cached whether the repository keeps aggregates, by weak references as the guide's first choice is
     */
    static Axon4Candidate open(String jdbcUrl, int connectionsMax, boolean cached) {
        var connections = pool(jdbcUrl, connectionsMax);
        var transactions = new ThreadTransactions(connections);
        var json = JacksonSerializer.builder().build();
        var engine = engine(transactions, json);
        var counters = AggregateConfigurer.defaultConfiguration(Counter.class);
        if (cached) {
            counters.configureWeakReferenceCache();
        }
        // Without the modules that are found by themselves: that is the update checker, which phones home.
        var axon = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(_ -> json)
                .registerComponent(TransactionManager.class, _ -> transactions)
                .configureEmbeddedEventStore(_ -> engine)
                .configureAggregate(counters)
                .start();
        return new Axon4Candidate(jdbcUrl, connections, axon);
    }

    /** With its tables. */
    static JdbcEventStorageEngine engine(ThreadTransactions transactions, Serializer json) {
        var engine = JdbcEventStorageEngine.builder()
                .connectionProvider(transactions)
                .transactionManager(transactions)
                .persistenceExceptionResolver(new JdbcSQLErrorCodesResolver())
                .eventSerializer(json)
                .snapshotSerializer(json)
                .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
        return engine;
    }

    static HikariDataSource pool(String jdbcUrl, int connectionsMax) {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setMaximumPoolSize(connectionsMax);
        return new HikariDataSource(config);
    }

    @Override
    public void create(String id, String note) {
        gateway.sendAndWait(new Create(id, note));
    }

    @Override
    public void change(String id, String note) {
        change(id, List.of(note));
    }

    @Override
    public void change(String id, List<String> notes) {
        gateway.sendAndWait(new Change(id, notes));
    }

    @Override
    public long storedEvents() throws SQLException {
        return (long) number("SELECT count(*) FROM DomainEventEntry");
    }

    @Override
    public double storedPayloadBytes() throws SQLException {
        return number("SELECT coalesce(avg(octet_length(payload)), 0) FROM DomainEventEntry");
    }

    @Override
    public long storedValue(String id) throws SQLException {
        return (long) number("""
                SELECT coalesce((convert_from(payload, 'UTF8')::json ->> 'value')::bigint, 0) FROM DomainEventEntry
                WHERE aggregateIdentifier = '%s' ORDER BY sequenceNumber DESC LIMIT 1
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
        axon.shutdown();
        connections.close();
    }
}
