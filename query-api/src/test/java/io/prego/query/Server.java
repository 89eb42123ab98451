package io.prego.query;

import io.prego.embedded.SharedKafka;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The application on a port of its own, and a caller of it. */
final class Server implements AutoCloseable {

    private final ServletWebServerApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    Server(String jdbcUrl) {
        this(
                QueryApplication.class,
                Map.of("prego.database.url", jdbcUrl, "prego.kafka.bootstrap-servers", SharedKafka.bootstrapServers()));
    }

    Server(Class<?> application, Map<String, Object> properties) {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(application)
                .properties(Map.of("server.port", "0", "server.address", "127.0.0.1", "spring.main.banner-mode", "off"))
                .properties(properties)
                .run();
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", context.getWebServer().getPort());
    }

    /** A stream that goes on, with the internal key. */
    StreamReader stream(String path, String... headers) {
        var request = request(path).header("Authorization", "Bearer " + QueryApplication.KEY);
        return new StreamReader(exchange(request, BodyHandlers.ofInputStream(), headers));
    }

    Answer head(String path) {
        return send(request(path).HEAD().header("Authorization", "Bearer " + QueryApplication.KEY));
    }

    /** Asks with the internal key. */
    Answer get(String path, String... headers) {
        return send(request(path).header("Authorization", "Bearer " + QueryApplication.KEY), headers);
    }

    /** Posts nothing, with the internal key. */
    Answer post(String path) {
        return send(request(path)
                .header("Authorization", "Bearer " + QueryApplication.KEY)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    Answer getWithoutKey(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        var port = context.getWebServer().getPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private Answer send(HttpRequest.Builder request, String... headers) {
        return Answer.of(exchange(request, BodyHandlers.ofString(), headers));
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> body, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), body);
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
