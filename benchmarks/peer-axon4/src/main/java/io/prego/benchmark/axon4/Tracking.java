package io.prego.benchmark.axon4;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;

/** Tenants whose events a tracking processor projects, tokens in the database, one segment on one thread. */
final class Tracking implements AutoCloseable {

    private static final String PROCESSOR = "projection";
    private static final int APPEND_EVENTS = 999;

    /** Makes what handles the events. */
    interface Projection extends BiFunction<ConnectionProvider, Serializer, Object> {}

    private final HikariDataSource connections;
    private final ThreadTransactions transactions;
    private final JdbcEventStorageEngine engine;
    private final Configuration axon;

    private Tracking(
            HikariDataSource connections,
            ThreadTransactions transactions,
            JdbcEventStorageEngine engine,
            Configuration axon) {
        this.connections = connections;
        this.transactions = transactions;
        this.engine = engine;
        this.axon = axon;
    }

    /**
     * On a database that has the tables to project to. The processor does not run yet.
     *
     * @param batch events per transaction of the processor
     */
    static Tracking open(String jdbcUrl, int batch, Projection projection) throws SQLException {
        var connections = Axon4Candidate.pool(jdbcUrl, Axon4Process.POOL_DEFAULT);
        var transactions = new ThreadTransactions(connections);
        var json = JacksonSerializer.builder().build();
        var engine = Axon4Candidate.engine(transactions, json);
        var tokens = JdbcTokenStore.builder()
                .connectionProvider(transactions)
                .serializer(json)
                .build();
        tokens.createSchema(PostgresTokenTableFactory.INSTANCE);
        var configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(_ -> json)
                .registerComponent(TransactionManager.class, _ -> transactions)
                .registerComponent(TokenStore.class, _ -> tokens)
                .configureEmbeddedEventStore(_ -> engine)
                .configureAggregate(Tenant.class);
        configurer.eventProcessing(processing -> processing
                .byDefaultAssignTo(PROCESSOR)
                .registerEventHandler(_ -> projection.apply(transactions, json))
                .registerTrackingEventProcessor(
                        PROCESSOR,
                        org.axonframework.config.Configuration::eventStore,
                        _ -> TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                                .andBatchSize(batch)
                                .andAutoStart(false)));
        return new Tracking(connections, transactions, engine, configurer.start());
    }

    void register(String tenantId, int number) {
        axon.commandGateway().sendAndWait(TenantMessages.Register.numbered(tenantId, number));
    }

    TrackingEventProcessor processor() {
        return axon.eventProcessingConfiguration()
                .eventProcessor(PROCESSOR, TrackingEventProcessor.class)
                .orElseThrow();
    }

    /** Appends the events of so many registrations directly, many at a time; returns how many events that are. */
    long fill(int tenants) {
        var perAppend = APPEND_EVENTS / 3;
        for (var first = 0; first < tenants; first += perAppend) {
            var events = IntStream.range(first, Math.min(tenants, first + perAppend))
                    .mapToObj(Tracking::events)
                    .flatMap(List::stream)
                    .toList();
            transactions.executeInTransaction(() -> engine.appendEvents(events));
        }
        return tenants * 3L;
    }

    private static List<EventMessage<?>> events(int number) {
        var tenantId = "tnt_" + UUID.randomUUID().toString().replace("-", "");
        var facts = Tenant.facts(TenantMessages.Register.numbered(tenantId, number));
        return IntStream.range(0, facts.size())
                .<EventMessage<?>>mapToObj(i -> new GenericDomainEventMessage<>("Tenant", tenantId, i, facts.get(i)))
                .toList();
    }

    @Override
    public void close() {
        axon.shutdown();
        connections.close();
    }
}
