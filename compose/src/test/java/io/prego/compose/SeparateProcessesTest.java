package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.compose.Cluster.Module;
import io.prego.compose.Cluster.Node;
import io.prego.event.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The journey on the four modules as processes of their own, and what only several of each can show. */
@Isolated("its limits of time hold for a machine of its own")
class SeparateProcessesTest extends TenantJourney {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration TAKE_OVER_MAX = Duration.ofSeconds(5);
    private static final int CALLERS = 4;
    private static final List<String> SHARED_GROUPS = List.of(
            Topics.TENANT_DIRECTORY_FOLD,
            Topics.PROVISIONING_STATE_FOLD,
            "prego-automation-dispatch",
            "prego-automation-local-pipeline",
            "prego-command-api");

    /** As health names them. */
    private static final Set<String> PROJECTIONS =
            Set.of("tenantDirectory", "hostnameMap", "provisioningState", "eventList", "deadLetter");

    /** What those that start too early say of themselves. */
    private static final Map<Module, String> WAITS_FOR = Map.of(
            Module.QUERY_API, "waits for command-api to make the event log",
            Module.PROJECTIONS, "does not exist yet",
            Module.STREAM_PROCESSORS, "waiting for topics that do not exist yet");

    private Cluster cluster;

    /** The others start before command-api, which makes the topics and the log that they stand on. */
    @Override
    Platform start(Path data) throws IOException {
        cluster = Cluster.withoutProcesses(data);
        try {
            startAll();
            return cluster;
        } catch (IOException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void startAll() throws IOException {
        var commandPort = JavaProcess.freePort();
        var early = others(commandPort);
        for (var node : early) {
            Cluster.awaitListening(node);
            assertThat(node.client().get("/health/live").status()).isEqualTo(200);
            var ready = node.client()
                    .await(
                            () -> node.client().get("/health/ready"),
                            answer -> answer.http().body().contains(WAITS_FOR.get(node.module())));
            assertThat(ready.status()).isEqualTo(503);
        }
        early.add(cluster.launch(Module.COMMAND_API, Map.of("SERVER_PORT", commandPort)));
        Cluster.awaitReady(early);
        early.forEach(cluster::add);
    }

    private List<Node> others(String commandPort) throws IOException {
        var told = Map.of("COMMAND_API_URL", "http://127.0.0.1:" + commandPort, "PREGO_STREAM_INSTANCES", "2");
        return new ArrayList<>(List.of(
                cluster.launch(Module.QUERY_API, Map.of()),
                cluster.launch(Module.PROJECTIONS, Map.of()),
                cluster.launch(Module.STREAM_PROCESSORS, told)));
    }

    @Test
    void two_of_each_share_the_work_and_kill_9_of_one_of_each_loses_nothing_and_does_nothing_twice() throws Exception {
        addASecondOfEach();
        awaitSharedPartitions();
        awaitSharedProjections();
        assertThat(cluster.of(Module.COMMAND_API).stream().filter(SeparateProcessesTest::relays))
                .hasSize(1);
        var callers = new PersistentCallers(cluster.client());
        callers.start(CALLERS);
        for (var module : Module.values()) {
            callers.awaitMore(10);
            cluster.kill(cluster.of(module).getFirst());
            if (module == Module.PROJECTIONS) {
                await().atMost(TAKE_OVER_MAX)
                        .until(() -> owned(cluster.of(module).getFirst()).equals(PROJECTIONS));
            }
        }
        callers.awaitMore(10);
        var tenants = callers.stop();
        var client = cluster.client();
        for (var tenant : tenants) {
            client.awaitJob(tenant.text("job_id"), "Completed");
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(tenants)
                        .allSatisfy(tenant -> assertThat(History.types(client, tenant))
                                .containsOnlyOnce(
                                        "tenant.registered",
                                        "provision_job.dispatch_attempted",
                                        "provision_job.dispatched",
                                        "provision_job.completed",
                                        "tenant.activated")));
        assertThat(History.gaps(client)).isEmpty();
        var ids = tenants.stream().map(tenant -> tenant.text("tenant_id")).toList();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(directory(client)).containsExactlyInAnyOrderElementsOf(ids));
        await().atMost(LIMIT).untilAsserted(this::assertEachEventIsPublishedOnce);
    }

    @Test
    void who_does_not_hold_the_common_keys_ends_with_one_sentence() throws Exception {
        var otherKey = cluster.keyFile("5f");
        var command = cluster.of(Module.COMMAND_API).getFirst();
        var sealed = cluster.launch(Module.QUERY_API, Map.of("PREGO_MASTER_KEY_FILE", otherKey.toString()));
        var told = Map.of("COMMAND_API_URL", "http://127.0.0.1:" + command.port(), "INTERNAL_API_KEY", "another");
        var keyed = cluster.launch(Module.STREAM_PROCESSORS, told);
        assertThat(sealed.process().exitValue()).isEqualTo(1);
        assertThat(sealed.process().log())
                .isEqualToIgnoringNewLines(
                        "Prego does not start: the master key is not the one that this database was sealed with");
        assertThat(keyed.process().exitValue()).isEqualTo(2);
        assertThat(keyed.process().log())
                .startsWith("Prego does not start: INTERNAL_API_KEY must be the same for all processes")
                .hasLineCount(1);
    }

    private static List<String> directory(Client client) {
        var items = client.get("/internal/tenants-directory?limit=1000&q=" + PersistentCallers.SLUG)
                .body()
                .get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get("tenant_id").asString())
                .toList();
    }

    private void addASecondOfEach() throws IOException {
        var port = JavaProcess.freePort();
        var seconds = others(port);
        seconds.add(cluster.launch(Module.COMMAND_API, Map.of("SERVER_PORT", port)));
        Cluster.awaitReady(seconds);
        seconds.forEach(cluster::add);
    }

    private void awaitSharedPartitions() {
        Map<String, Object> settings = Map.of("bootstrap.servers", cluster.kafka());
        try (var admin = Admin.create(settings)) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(admin.describeConsumerGroups(SHARED_GROUPS)
                                    .all()
                                    .get()
                                    .values())
                            .allSatisfy(group -> assertThat(group.members())
                                    .hasSize(2)
                                    .allMatch(SeparateProcessesTest::hasPartitions, "has partitions")));
        }
    }

    private void awaitSharedProjections() {
        var nodes = cluster.of(Module.PROJECTIONS);
        await().atMost(LIMIT).untilAsserted(() -> {
            var owned = nodes.stream().map(SeparateProcessesTest::owned).toList();
            assertThat(owned).hasSize(2).noneMatch(Set::isEmpty);
            assertThat(owned.stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(PROJECTIONS);
        });
    }

    private static boolean hasPartitions(MemberDescription member) {
        return !member.assignment().topicPartitions().isEmpty();
    }

    private static boolean relays(Node node) {
        return part(node, "relay", "leader").equals("true");
    }

    private static Set<String> owned(Node node) {
        return PROJECTIONS.stream()
                .filter(projection -> part(node, projection, "reason").startsWith("follows its inputs"))
                .collect(Collectors.toSet());
    }

    private static String part(Node node, String name, String detail) {
        return node.client()
                .get("/health/ready")
                .body()
                .at("/components/%s/details/%s".formatted(name, detail))
                .asString();
    }

    private void assertEachEventIsPublishedOnce() {
        var published = Topics.EVENTS.stream()
                .flatMap(topic -> Published.read(cluster.kafka(), topic).stream())
                .map(event -> Long.valueOf(Published.header(event, "ce_position")))
                .sorted()
                .toList();
        var head = History.positions(cluster.client()).getLast();
        assertThat(published).isEqualTo(LongStream.rangeClosed(1, head).boxed().toList());
    }
}
