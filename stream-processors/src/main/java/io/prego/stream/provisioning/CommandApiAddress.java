package io.prego.stream.provisioning;

import io.prego.launch.Variables;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a command-api of another process listens.
 *
 * @param url without a slash at its end
 */
public record CommandApiAddress(String url) {

    private static final String NAME = "COMMAND_API_URL";
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final int WRONG_KEY = 401;

    /** {@link IllegalArgumentException} says that it is missing, or what it must be. */
    public static CommandApiAddress read(Variables variables) {
        var url = variables.find(NAME);
        if (url == null) {
            throw new IllegalArgumentException(
                    NAME + " must be set: the local pipeline reports there (or PREGO_PIPELINE must be external)");
        }
        if (!isHttp(url)) {
            throw new IllegalArgumentException(NAME + " must be http(s)://host:port, got " + url);
        }
        return new CommandApiAddress(url.replaceAll("/+$", ""));
    }

    private static boolean isHttp(String url) {
        try {
            var uri = URI.create(url);
            return uri.getHost() != null
                    && SCHEMES.contains(String.valueOf(uri.getScheme()))
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * Refuses a key that command-api does not know, with {@link IllegalArgumentException}. A command-api that does not
     * answer may come later: whether its key is this one shows then.
     */
    public void refuseWrongKey(@Nullable String key) {
        // Without the right key every path under /internal is 401; with it, one that does not exist is 404.
        var request = HttpRequest.newBuilder(URI.create(url + "/internal/whose-key-is-this"))
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + key)
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
            if (client.send(request, BodyHandlers.discarding()).statusCode() == WRONG_KEY) {
                throw new IllegalArgumentException(
                        "INTERNAL_API_KEY must be the same for all processes: the command-api at %s has another one"
                                .formatted(url));
            }
        } catch (IOException _) {
            // It is not there yet, or not for now; the reports go on until they are answered.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
