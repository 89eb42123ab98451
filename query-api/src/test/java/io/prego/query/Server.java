package io.prego.query;

import io.prego.embedded.SharedKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The application on a port of its own, and a caller of it. */
final class Server implements AutoCloseable {

    private final ServletWebServerApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    Server(String jdbcUrl) {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(QueryApplication.class)
                .properties(Map.of(
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "spring.main.banner-mode", "off",
                        "prego.database.url", jdbcUrl,
                        "prego.kafka.bootstrap-servers", SharedKafka.bootstrapServers()))
                .run();
    }

    /** Asks with the internal key. */
    Answer get(String path, String... headers) {
        return send(request(path).header("Authorization", "Bearer " + QueryApplication.KEY), headers);
    }

    Answer getWithoutKey(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        var port = context.getWebServer().getPort();
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

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
