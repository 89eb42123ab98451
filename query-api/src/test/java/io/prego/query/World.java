package io.prego.query;

import io.prego.command.eventlog.EventLogSchema;
import io.prego.embedded.SharedKafka;
import io.prego.embedded.SharedPostgres;
import io.prego.event.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** One log, one broker and one running application for all tests of this module. */
final class World {

    private static final World ONLY = new World();

    private final Log log;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private World() {
        var database = SharedPostgres.freshDatabase();
        EventLogSchema.migrate(database);
        createTopics();
        log = new Log(database, SharedKafka.bootstrapServers());
        var context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(QueryApplication.class)
                .properties(Map.of(
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "spring.main.banner-mode", "off",
                        "prego.database.url", database,
                        "prego.kafka.bootstrap-servers", SharedKafka.bootstrapServers(),
                        "prego.query.wait-max", "800ms"))
                .run();
        port = context.getWebServer().getPort();
    }

    static World get() {
        return ONLY;
    }

    Log log() {
        return log;
    }

    /** Asks with the internal key. */
    Answer get(String path, String... headers) {
        return send(request(path).header("Authorization", "Bearer " + QueryApplication.KEY), headers);
    }

    Answer getWithoutKey(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private Answer send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return Answer.of(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void createTopics() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", SharedKafka.bootstrapServers()))) {
            var topics = Topics.ALL.stream()
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                    .toList();
            admin.createTopics(topics).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
