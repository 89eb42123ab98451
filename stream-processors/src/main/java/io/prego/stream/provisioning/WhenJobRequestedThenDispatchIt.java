package io.prego.stream.provisioning;

import io.prego.event.command.AutomationCommand.DispatchJob;
import io.prego.event.command.CommandMessage;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.Transport;
import io.prego.stream.automation.Automation;
import io.prego.stream.automation.CommandSender;
import io.prego.stream.automation.IncomingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks for each requested job to be placed and dispatched, once per request however often it is read. */
final class WhenJobRequestedThenDispatchIt implements Automation {

    static final String GROUP = "prego-automation-dispatch";
    private static final String ACTOR = "system:dispatch";

    private final CommandSender commands;
    private final @Nullable Transport transport;

    /** @param transport null when nothing is configured that could take a job: the job then waits with that reason */
    WhenJobRequestedThenDispatchIt(CommandSender commands, @Nullable Transport transport) {
        this.commands = commands;
        this.transport = transport;
    }

    /** Returns when every command of the batch is kept, so that all that was read is settled. */
    @Override
    public void handle(List<IncomingEvent> events) throws Exception {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (var event : events) {
            if (event.fact() instanceof ProvisionJobRequested requested) {
                sent.add(commands.send(dispatch(requested, event)));
            }
        }
        for (var command : sent) {
            command.get();
        }
    }

    private CommandMessage dispatch(ProvisionJobRequested requested, IncomingEvent event) {
        var cause = event.envelope().eventId().toString();
        return new CommandMessage(
                new DispatchJob(requested.jobId(), requested.attempt(), transport),
                cause + ":dispatch",
                ACTOR,
                cause,
                event.envelope().traceId());
    }

    @Override
    public void read(TopicPartition partition, long position) {}

    @Override
    public long settled(TopicPartition partition, long position) {
        return position;
    }

    @Override
    public boolean takesMore() {
        return true;
    }

    @Override
    public void assigned(TopicPartition partition, long end) {}

    @Override
    public void revoked(TopicPartition partition) {}

    @Override
    public void drain() {}

    @Override
    public void close() {
        commands.close();
    }
}
