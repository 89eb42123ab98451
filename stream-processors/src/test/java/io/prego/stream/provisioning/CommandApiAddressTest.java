package io.prego.stream.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.prego.launch.Variables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandApiAddressTest {

    @Test
    void slashes_at_the_end_do_not_count() {
        assertThat(read("http://command-api:8081//").url()).isEqualTo("http://command-api:8081");
    }

    @Test
    void without_one_the_start_says_what_it_is_for() {
        assertThatThrownBy(() -> CommandApiAddress.read(new Variables(_ -> null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("COMMAND_API_URL must be set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command-api:8081",
                "//command-api",
                "ftp://command-api",
                "http://",
                "http://a b",
                "http://a/?x=1"
            })
    void what_is_no_address_is_refused(String url) {
        assertThatThrownBy(() -> read(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("COMMAND_API_URL must be http");
    }

    @Test
    void a_key_that_command_api_does_not_know_is_refused() throws IOException {
        var server = commandApi("right");
        try {
            var address = read("http://127.0.0.1:" + server.getAddress().getPort());
            assertThatCode(() -> address.refuseWrongKey("right")).doesNotThrowAnyException();
            assertThatThrownBy(() -> address.refuseWrongKey("wrong"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("INTERNAL_API_KEY must be the same for all processes");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_command_api_that_is_not_there_yet_hinders_no_start() throws IOException {
        var server = commandApi("right");
        var address = read("http://127.0.0.1:" + server.getAddress().getPort());
        server.stop(0);
        assertThatCode(() -> address.refuseWrongKey("wrong")).doesNotThrowAnyException();
    }

    private static CommandApiAddress read(String url) {
        return CommandApiAddress.read(new Variables(Map.of("COMMAND_API_URL", url)::get));
    }

    private static HttpServer commandApi(String key) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var shown = exchange.getRequestHeaders().getFirst("Authorization");
            exchange.sendResponseHeaders(("Bearer " + key).equals(shown) ? 404 : 401, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
