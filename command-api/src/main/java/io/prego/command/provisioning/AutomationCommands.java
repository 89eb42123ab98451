package io.prego.command.provisioning;

import io.prego.command.handling.Asker;
import io.prego.command.handling.Commands;
import io.prego.command.handling.Outcome;
import io.prego.command.inbox.CommandTaker;
import io.prego.edge.mac.ServerSecret;
import io.prego.edge.request.Idempotency;
import io.prego.event.command.AutomationCommand;
import io.prego.event.command.CommandMessage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what automations ask. A repeated message changes nothing: its key was derived from the event that caused it. */
final class AutomationCommands implements CommandTaker {

    private static final Logger LOG = LoggerFactory.getLogger(AutomationCommands.class);

    private final Commands<ProvisioningCommand, ProvisioningRefusal> commands;
    private final ServerSecret secret;

    AutomationCommands(Commands<ProvisioningCommand, ProvisioningRefusal> commands, ServerSecret secret) {
        this.commands = commands;
        this.secret = secret;
    }

    @Override
    public Taken take(CommandMessage message) {
        var asker = new Asker(message.actor(), message.traceId(), idempotency(message), null, message.causationId());
        return switch (commands.handle(command(message.command()), asker)) {
            case Outcome.Done<ProvisioningRefusal> _ -> new Taken.Settled();
            case Outcome.Contended<ProvisioningRefusal> _ ->
                new Taken.NotYet("others append to %s without end"
                        .formatted(message.command().targetId()));
            case Outcome.Refused<ProvisioningRefusal> refused -> {
                LOG.warn("{} is refused: {}", message.command(), refused.reason());
                yield new Taken.Settled();
            }
            case Outcome.KeyReused<ProvisioningRefusal> _, Outcome.VersionMismatch<ProvisioningRefusal> _ ->
                new Taken.Impossible("it contradicts an earlier command with its idempotency key");
        };
    }

    private static ProvisioningCommand command(AutomationCommand command) {
        return switch (command) {
            case AutomationCommand.DispatchJob it ->
                new ProvisioningCommand.DispatchJob(it.jobId(), it.attempt(), it.transport());
            case AutomationCommand.ConfirmDispatch it ->
                new ProvisioningCommand.ConfirmDispatch(
                        it.jobId(), it.dispatchKey(), it.transport(), it.httpStatus(), it.runId());
        };
    }

    private Idempotency idempotency(CommandMessage message) {
        var key = secret.mac(
                "automation",
                message.actor().getBytes(StandardCharsets.UTF_8),
                message.idempotencyKey().getBytes(StandardCharsets.UTF_8));
        var request = secret.mac("automation-request", message.value());
        return new Idempotency("key:" + HexFormat.of().formatHex(key), request);
    }
}
