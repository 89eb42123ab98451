package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.compose.Cluster.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The journey on the four modules as processes of their own. */
class SeparateProcessesTest extends TenantJourney {

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
        var told = Map.of("COMMAND_API_URL", "http://127.0.0.1:" + commandPort);
        var nodes = new ArrayList<>(List.of(
                cluster.launch(Module.QUERY_API, Map.of()),
                cluster.launch(Module.PROJECTIONS, Map.of()),
                cluster.launch(Module.STREAM_PROCESSORS, told)));
        for (var node : nodes) {
            Cluster.awaitListening(node);
            assertThat(node.client().get("/health/live").status()).isEqualTo(200);
            var ready = node.client()
                    .await(
                            () -> node.client().get("/health/ready"),
                            answer -> answer.http().body().contains(WAITS_FOR.get(node.module())));
            assertThat(ready.status()).isEqualTo(503);
        }
        nodes.add(cluster.launch(Module.COMMAND_API, Map.of("SERVER_PORT", commandPort)));
        Cluster.awaitReady(nodes);
        nodes.forEach(cluster::add);
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
}
