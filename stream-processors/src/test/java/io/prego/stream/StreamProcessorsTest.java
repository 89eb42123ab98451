package io.prego.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.event.Topics;
import io.prego.stream.feed.StateFeed;
import io.prego.stream.feed.TopologySpec;
import io.prego.stream.running.KafkaClients;
import io.prego.stream.running.Supervised;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** With no broker at the address, which must hinder neither start nor stop. */
class StreamProcessorsTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withUserConfiguration(StreamProcessors.class)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues("prego.kafka.bootstrap-servers=127.0.0.1:1", "prego.stream.state-dir=target/streams");

    @Test
    void an_external_pipeline_has_the_topology_of_states_and_the_dispatch() {
        application.run(context -> assertThat(context.getBeansOfType(Supervised.class))
                .containsOnlyKeys("tenantStatesTopology", "dispatchAutomation"));
    }

    @Test
    void all_states_of_tenants_are_one_topology_whose_nodes_and_stores_have_the_names_that_were_reviewed() {
        application.run(context -> TopologySpec.assertGolden(
                StateFeed.topology(
                        Topics.TENANT,
                        List.copyOf(context.getBeansOfType(StateFeed.class).values())),
                "tenant-states.txt"));
    }

    @Test
    void a_local_pipeline_runs_here_too() {
        application
                .withPropertyValues("prego.pipeline.mode=local")
                .run(context ->
                        assertThat(context.getBeansOfType(Supervised.class)).containsKey("localPipeline"));
    }

    @Test
    void without_a_broker_each_of_them_is_down_and_says_why() {
        application.run(context -> assertThat(
                        context.getBeansOfType(Supervised.class).values())
                .allSatisfy(supervised -> {
                    assertThat(supervised.isRunning()).isTrue();
                    assertThat(supervised.health().getStatus()).isEqualTo(Status.DOWN);
                    assertThat(supervised.health().getDetails()).containsKey("state");
                }));
    }

    @Test
    void a_process_names_itself_and_keeps_its_name_in_its_state_folder() {
        application.run(
                context -> assertThat(context.getBean(KafkaClients.class).instanceId())
                        .isEqualTo(Files.readString(Path.of("target/streams/instance-id"))
                                .strip()));
        application
                .withPropertyValues("prego.stream.instance-id=node-2")
                .run(context -> assertThat(context.getBean(KafkaClients.class).instanceId())
                        .isEqualTo("node-2"));
    }

    @Test
    void an_unknown_key_or_a_bad_value_stops_the_start() {
        application
                .withPropertyValues("prego.stream.treads=2")
                .run(context -> assertThat(context).hasFailed());
        application
                .withPropertyValues("prego.pipeline.stage-ms=-1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("prego.pipeline.stage-ms must be 0 to 600000, got -1"));
    }
}
