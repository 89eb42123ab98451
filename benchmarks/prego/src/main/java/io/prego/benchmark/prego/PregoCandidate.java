package io.prego.benchmark.prego;

import io.prego.benchmark.Candidate;
import io.prego.command.handling.Asker;
import io.prego.command.handling.AxonWiring;
import io.prego.command.handling.CommandHandling;
import io.prego.command.handling.Commands;
import io.prego.command.handling.Outcome;
import io.prego.event.codec.EventCodec;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageCompleted;
import io.prego.eventlog.EventLog;
import io.prego.eventlog.EventLogSettings;
import io.prego.eventlog.TagQuery;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The product's own wiring: command bus, decider, conditions on tags, the log. Nothing is set otherwise than there. */
final class PregoCandidate implements Candidate {

    private static final Asker ASKER = new Asker("service:benchmark", null, null, null, null);

    private final String jdbcUrl;
    private final AnnotationConfigApplicationContext context;
    private final Commands<JobCommand, String> commands;

    private PregoCandidate(String jdbcUrl, AnnotationConfigApplicationContext context) {
        this.jdbcUrl = jdbcUrl;
        this.context = context;
        this.commands = context.getBean(CommandHandling.class).by(new JobDecider());
    }

    static PregoCandidate open(String jdbcUrl) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("benchmark", Map.of("prego.database.url", jdbcUrl)));
        context.register(AxonWiring.class);
        context.refresh();
        return new PregoCandidate(jdbcUrl, context);
    }

    @Override
    public void create(String id, String note) {
        handle(JobCommand.create(id, note));
    }

    @Override
    public void change(String id, String note) {
        handle(JobCommand.change(id, List.of(note)));
    }

    @Override
    public void change(String id, List<String> notes) {
        handle(JobCommand.change(id, notes));
    }

    // The handler decides again by itself when another was first: what comes through to a caller is a failure here.
    private void handle(JobCommand command) {
        var outcome = commands.handle(command, ASKER);
        if (!(outcome instanceof Outcome.Done<String>)) {
            throw new IllegalStateException("not done but " + outcome);
        }
    }

    @Override
    public long storedEvents() throws SQLException {
        return LogRows.events(jdbcUrl);
    }

    @Override
    public double storedPayloadBytes() throws SQLException {
        return LogRows.payloadBytes(jdbcUrl);
    }

    /** As a node that has just started reads it. */
    @Override
    public long storedValue(String id) {
        try (var log = EventLog.open(jdbcUrl, EventLogSettings.defaults())) {
            var last = log.source(List.of(new TagQuery(Set.of("job:job_" + id), Set.of())), 0)
                    .events()
                    .getLast();
            var fact = context.getBean(EventCodec.class).decode(last);
            return fact instanceof ProvisionJobStageCompleted completed ? completed.seq() : 0;
        }
    }

    @Override
    public ThreadFactory callers() {
        return Thread.ofVirtual().factory();
    }

    @Override
    public void close() {
        context.close();
    }
}
