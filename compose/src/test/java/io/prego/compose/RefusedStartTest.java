package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedStartTest {

    @TempDir
    private Path data;

    @Test
    void a_bad_setting_ends_the_start_with_one_sentence() throws Exception {
        var prego = PregoProcess.launch(data, Map.of("PREGO_ENV", "production"));
        assertThat(prego.exitValue()).isEqualTo(2);
        assertThat(prego.log())
                .contains("Prego does not start: PREGO_ENV=production: KAFKA_BOOTSTRAP_SERVERS must be set");
    }

    @Test
    void a_taken_port_is_named_and_nothing_is_left_running() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var prego = PregoProcess.launch(data, Map.of("PREGO_POSTGRES_PORT", port));
            assertThat(prego.exitValue()).isNotZero();
            assertThat(prego.log())
                    .contains(port)
                    .contains("PREGO_POSTGRES_PORT")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_taken_http_port_ends_the_start_and_the_parts() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var prego = PregoProcess.launch(data, Map.of("SERVER_PORT", port));
            assertThat(prego.exitValue()).isNotZero();
            assertThat(prego.log()).contains("SERVER_PORT").contains(port).doesNotContain("\tat ");
        }
    }
}
