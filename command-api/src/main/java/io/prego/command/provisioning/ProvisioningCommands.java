package io.prego.command.provisioning;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.command.handling.CommandHandling;
import io.prego.command.handling.Commands;
import io.prego.command.inbox.AutomationInbox;
import io.prego.edge.mac.ServerSecret;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Takes the commands of the capability provisioning, from pipelines over HTTP and from automations over Kafka. */
@Configuration(proxyBeanMethods = false)
@Import({ReportStageEndpoint.class, CompleteProvisioningEndpoint.class, DecideAboutJobEndpoint.class})
public class ProvisioningCommands {

    @Bean
    Commands<ProvisioningCommand, ProvisioningRefusal> provisioningJobs(CommandHandling handling) {
        return handling.by(new ProvisioningDecider());
    }

    @Bean("automationInboxLifecycle")
    AutomationInbox automationInbox(
            Commands<ProvisioningCommand, ProvisioningRefusal> commands,
            ServerSecret secret,
            MeterRegistry metrics,
            @Value("${prego.kafka.bootstrap-servers}") String bootstrapServers) {
        return new AutomationInbox(bootstrapServers, new AutomationCommands(commands, secret), metrics);
    }

    /** Named {@code automationInbox} in the health report. */
    @Bean("automationInboxHealthIndicator")
    HealthIndicator automationInboxHealth(AutomationInbox inbox) {
        return inbox.health();
    }
}
