package io.prego.command.provisioning;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.command.CommandApiApplication;
import io.prego.command.handling.CommandHandling;
import io.prego.command.handling.Commands;
import io.prego.command.handling.Decider;
import io.prego.command.handling.StreamKey;
import io.prego.command.inbox.AutomationInbox;
import io.prego.edge.mac.ServerSecret;
import io.prego.event.DomainEvent;
import io.prego.event.command.CommandMessage;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchAttempted;
import io.prego.kernel.Decision;
import io.prego.kernel.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Seeded bug: a command that is delivered again is taken for a new one, and the rules do not see what it did before. */
@Configuration(proxyBeanMethods = false)
@Import(CommandApiApplication.class)
public class ForgetfulInbox {

    @Bean
    Commands<ProvisioningCommand, ProvisioningRefusal> provisioningJobs(CommandHandling handling) {
        return handling.by(new Forgetful(new ProvisioningDecider()));
    }

    @Bean("automationInboxLifecycle")
    AutomationInbox automationInbox(
            Commands<ProvisioningCommand, ProvisioningRefusal> commands,
            ServerSecret secret,
            MeterRegistry metrics,
            @Value("${prego.kafka.bootstrap-servers}") String bootstrapServers) {
        var taker = new AutomationCommands(commands, secret);
        return new AutomationInbox(bootstrapServers, message -> taker.take(asIfNew(message)), metrics);
    }

    private static CommandMessage asIfNew(CommandMessage message) {
        return new CommandMessage(
                message.command(),
                UUID.randomUUID().toString(),
                message.actor(),
                message.causationId(),
                message.traceId());
    }

    private record Forgetful(ProvisioningDecider rules)
            implements Decider<ProvisioningCommand, ProvisionJob, ProvisioningRefusal> {

        @Override
        public ProvisionJob evolve(ProvisionJob state, DomainEvent fact, Instant occurredAt) {
            return fact instanceof ProvisionJobDispatchAttempted ? state : rules.evolve(state, fact, occurredAt);
        }

        @Override
        public List<Tag> boundary(ProvisioningCommand command) {
            return rules.boundary(command);
        }

        @Override
        public StreamKey target(ProvisioningCommand command) {
            return rules.target(command);
        }

        @Override
        public ProvisionJob initial() {
            return rules.initial();
        }

        @Override
        public Decision<DomainEvent, ProvisioningRefusal> decide(ProvisioningCommand command, ProvisionJob job) {
            return rules.decide(command, job);
        }
    }
}
