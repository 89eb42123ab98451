package io.prego.stream.provisioning;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.Topics;
import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.stream.automation.Automation;
import io.prego.stream.automation.CommandSender;
import io.prego.stream.automation.ConsumingWork;
import io.prego.stream.feed.StateFeeds;
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

    private static final List<String> AUTOMATION_TOPICS = List.of(Topics.TENANT, Topics.COMMANDS);

    @Bean
    Supervised provisioningStateTopology(StateFeeds feeds, MeterRegistry meters) {
        return feeds.run(
                ProvisioningStateTopology.APPLICATION_ID,
                ProvisioningStateTopology.TOPICS,
                () -> ProvisioningStateTopology.build(meters));
    }

    @Bean
    Supervised dispatchAutomation(KafkaClients clients, BrokerWatch broker, PipelineSettings settings) {
        var group = WhenJobRequestedThenDispatchIt.GROUP;
        return supervised(
                group,
                clients,
                broker,
                () -> new WhenJobRequestedThenDispatchIt(
                        new CommandSender(clients.producer(group)), settings.transport()));
    }

    /** Where command-api listens may be known only after the web server has started: so it is asked for at each start. */
    @Bean
    @ConditionalOnProperty(name = "prego.pipeline.mode", havingValue = "local")
    Supervised localPipeline(
            KafkaClients clients, BrokerWatch broker, PipelineSettings settings, Environment environment) {
        return supervised(
                WhenDispatchAttemptedThenRunLocally.GROUP,
                clients,
                broker,
                () -> localPipeline(
                        clients,
                        settings,
                        environment.getRequiredProperty("prego.command-api.url"),
                        environment.getRequiredProperty("prego.internal-key")));
    }

    private static Automation localPipeline(KafkaClients clients, PipelineSettings settings, String url, String key) {
        var commands = new CommandSender(clients.producer(WhenDispatchAttemptedThenRunLocally.GROUP));
        var reports = new PipelineReports(url, key);
        var pipeline = new LocalPipeline(reports, Duration.ofMillis(settings.stageMs()));
        return new WhenDispatchAttemptedThenRunLocally(
                new LocalRuns(pipeline, commands, settings.inFlightMax()), commands, reports);
    }

    private static Supervised supervised(
            String group, KafkaClients clients, BrokerWatch broker, Supplier<Automation> automation) {
        return new Supervised(
                group,
                AUTOMATION_TOPICS,
                clients,
                broker,
                () -> new ConsumingWork(clients, group, Topics.TENANT, ProvisioningEvent.class, automation));
    }
}
