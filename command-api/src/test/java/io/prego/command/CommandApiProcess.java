package io.prego.command;

import io.prego.edge.Edge;
import io.prego.edge.EdgeSettings;
import io.prego.edge.access.InternalKeys;
import io.prego.edge.mac.ServerSecret;
import io.prego.embedded.SharedKafka;
import io.prego.embedded.SharedPostgres;
import io.prego.sealing.MasterKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One node of command-api over a real port, a real database and a real broker, with a client that knows its key. */
public final class CommandApiProcess implements AutoCloseable {

    public static final String KEY = "test-internal-key";

    private static final JsonMapper JSON = new JsonMapper();

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private CommandApiProcess(String databaseUrl, byte masterKeyByte) {
        context = new SpringApplicationBuilder(App.class)
                .properties(Map.of(
                        "server.port",
                        0,
                        "server.address",
                        "127.0.0.1",
                        "spring.main.banner-mode",
                        "off",
                        "logging.level.root",
                        "warn",
                        "test.master-key-byte",
                        masterKeyByte,
                        "prego.database.url",
                        databaseUrl,
                        "prego.kafka.bootstrap-servers",
                        SharedKafka.bootstrapServers()))
                .run();
    }

    public static CommandApiProcess start() {
        return on(SharedPostgres.freshDatabase());
    }

    public static CommandApiProcess on(String databaseUrl) {
        return on(databaseUrl, (byte) 0);
    }

    /** @param masterKeyByte of which its master key has 32 */
    public static CommandApiProcess on(String databaseUrl, byte masterKeyByte) {
        return new CommandApiProcess(databaseUrl, masterKeyByte);
    }

    public Object bean(String name) {
        return context.getBean(name);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** An answer: its status, headers and JSON body. */
    public record Answer(int status, HttpResponse<String> http, JsonNode body) {

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        public String text(String field) {
            return body.get(field).asString();
        }
    }

    public Answer post(String path, String body) throws IOException, InterruptedException {
        return post(path, body, UnaryOperator.identity());
    }

    public Answer postAsPipeline(String path, String body) throws IOException, InterruptedException {
        return post(path, body, request -> request.header("authorization", "Bearer " + KEY));
    }

    public Answer post(String path, String body, UnaryOperator<HttpRequest.Builder> more)
            throws IOException, InterruptedException {
        return answer(more.apply(request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    /** Without a body, with the internal key. */
    public Answer send(String method, String path, UnaryOperator<HttpRequest.Builder> more)
            throws IOException, InterruptedException {
        return answer(more.apply(request(path)
                .header("authorization", "Bearer " + KEY)
                .method(method, HttpRequest.BodyPublishers.noBody())));
    }

    public Answer sendWithoutKey(String method, String path) throws IOException, InterruptedException {
        return answer(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        var port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)));
    }

    private Answer answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer, JSON.readTree(answer.body()));
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @Import({Edge.class, CommandApi.class})
    static class App {

        @Bean
        EdgeSettings edgeSettings() {
            return EdgeSettings.defaults();
        }

        @Bean
        InternalKeys internalKeys() {
            return InternalKeys.of(Set.of(KEY));
        }

        @Bean
        ServerSecret serverSecret() {
            return new ServerSecret(new byte[32]);
        }

        @Bean
        MasterKey masterKey(@Value("${test.master-key-byte}") byte masterKeyByte) {
            var key = new byte[32];
            Arrays.fill(key, masterKeyByte);
            return MasterKey.of(key);
        }

        @Bean
        io.micrometer.core.instrument.MeterRegistry metrics() {
            return new io.micrometer.core.instrument.simple.SimpleMeterRegistry();
        }
    }
}
