package io.prego.stream.provisioning;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.Topics;
import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.stream.automation.Automation;
import io.prego.stream.automation.CommandSender;
import io.prego.stream.automation.ConsumingWork;
import io.prego.stream.feed.StateFeed;
import io.prego.stream.parking.ParkedCounts;
import io.prego.stream.running.BrokerWatch;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.Supervised;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What runs for provision jobs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PipelineSettings.class)
public final class ProvisioningStreams {

    private static final List<String> AUTOMATION_TOPICS =
            List.of(Topics.TENANT, Topics.COMMANDS, Topics.DEAD_LETTERS, Topics.REDRIVES);

    @Bean
    StateFeed provisioningStateFeed(MeterRegistry meters) {
        return ProvisioningStateFeed.of(meters);
    }

    @Bean
    Supervised dispatchAutomation(
            KafkaClients clients, BrokerWatch broker, PipelineSettings settings, MeterRegistry meters) {
        var group = WhenJobRequestedThenDispatchIt.GROUP;
        return supervised(
                group,
                clients,
                broker,
                meters,
                () -> new WhenJobRequestedThenDispatchIt(
                        new CommandSender(clients.producer(group)), settings.transport()));
    }

    /** Where command-api listens may be known only after the web server has started: so it is asked for at each start. */
    @Bean
    @ConditionalOnProperty(name = "prego.pipeline.mode", havingValue = "local")
    Supervised localPipeline(
            KafkaClients clients,
            BrokerWatch broker,
            PipelineSettings settings,
            MeterRegistry meters,
            Environment environment,
            ReportsHealth reports) {
        return supervised(
                WhenDispatchAttemptedThenRunLocally.GROUP,
                clients,
                broker,
                meters,
                () -> localPipeline(
                        clients,
                        settings,
                        new PipelineReports(
                                environment.getRequiredProperty("prego.command-api.url"),
                                environment.getRequiredProperty("prego.internal-key"),
                                reports)));
    }

    /** Named {@code pipelineReports} in the health report. */
    @Bean("pipelineReportsHealthIndicator")
    @ConditionalOnProperty(name = "prego.pipeline.mode", havingValue = "local")
    ReportsHealth pipelineReportsHealth() {
        return new ReportsHealth();
    }

    private static Automation localPipeline(KafkaClients clients, PipelineSettings settings, PipelineReports reports) {
        var commands = new CommandSender(clients.producer(WhenDispatchAttemptedThenRunLocally.GROUP));
        var pipeline = new LocalPipeline(reports, Duration.ofMillis(settings.stageMs()));
        return new WhenDispatchAttemptedThenRunLocally(
                new LocalRuns(pipeline, commands, settings.inFlightMax()), commands, reports);
    }

    private static Supervised supervised(
            String group,
            KafkaClients clients,
            BrokerWatch broker,
            MeterRegistry meters,
            Supplier<Automation> automation) {
        var parked = ParkedCounts.of(group, meters);
        return new Supervised(
                group,
                AUTOMATION_TOPICS,
                clients,
                broker,
                () -> new ConsumingWork(clients, group, Topics.TENANT, ProvisioningEvent.class, automation, parked),
                parked::details);
    }
}
