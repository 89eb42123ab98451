package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One page of a browser: what a person does to it and sees of it, and what it asks the network for. */
final class BrowserPage implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Duration WAIT = Duration.ofSeconds(40);

    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final StringBuilder partial = new StringBuilder();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private @Nullable WebSocket socket;

    private BrowserPage() {}

    /** @param browser the address of its DevTools */
    static BrowserPage of(String browser) throws IOException, InterruptedException {
        var list =
                URI.create("http://%s/json/list".formatted(URI.create(browser).getAuthority()));
        var pages = JSON.readTree(HTTP.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                .body());
        var page = new BrowserPage();
        page.socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(pages.get(0).get("webSocketDebuggerUrl").asString()), page)
                .join();
        for (var domain : List.of("Page", "Runtime", "Network", "Log", "Accessibility")) {
            page.call(domain + ".enable", Map.of());
        }
        return page;
    }

    void open(String url) {
        call("Page.navigate", Map.of("url", url));
        org.awaitility.Awaitility.await()
                .atMost(WAIT)
                .until(() -> value("document.readyState").equals("complete"));
    }

    /** @param scheme {@code light} or {@code dark} */
    void prefers(String scheme) {
        var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        // So that the whole width is the page's, as where scroll bars lie above it.
        call("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    }

    void press(String key) {
        var text = key.equals("Enter") ? "\r" : "";
        var code = key.equals("Enter") ? 13 : 9;
        call(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyDown", "key", key, "code", key, "windowsVirtualKeyCode", code, "text", text));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    /** What an expression is, as text. */
    String value(String expression) {
        return evaluate(expression).path("value").asString("");
    }

    JsonNode json(String expression) {
        return JSON.readTree(value("JSON.stringify(%s)".formatted(expression)));
    }

    String textOf(String selector) {
        return value("document.querySelector('%s').innerText".formatted(selector));
    }

    void awaitText(String selector, String words) {
        org.awaitility.Awaitility.await("%s to say %s".formatted(selector, words))
                .atMost(WAIT)
                .untilAsserted(() -> assertThat(textOf(selector)).contains(words));
    }

    private JsonNode evaluate(String expression) {
        var answer =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result");
    }

    JsonNode accessibilityTree() {
        return call("Accessibility.getFullAXTree", Map.of()).get("nodes");
    }

    void screenshot(Path file) throws IOException {
        var answer = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(answer.get("data").asString()));
    }

    /** Every URL that it has asked for. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Forgets what it has asked for and complained about so far. */
    void forget() {
        requests.clear();
        complaints.clear();
    }

    /** What the browser complained about: errors of scripts, refused content, failed requests. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        var id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        asked.put(id, answer);
        java.util.Objects.requireNonNull(socket)
                .sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true);
        return answer.orTimeout(WAIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            take(JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(JsonNode message) {
        if (message.has("id")) {
            var answer = java.util.Objects.requireNonNull(
                    asked.remove(message.get("id").asInt()));
            if (message.has("error")) {
                answer.completeExceptionally(
                        new AssertionError(message.get("error").toString()));
            } else {
                answer.complete(message.get("result"));
            }
            return;
        }
        var parameters = message.get("params");
        switch (message.get("method").asString()) {
            case "Network.requestWillBeSent" ->
                requests.add(parameters.at("/request/url").asString());
            case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
            case "Log.entryAdded" ->
                complaints.add(parameters.at("/entry/text").asString() + " "
                        + parameters.at("/entry/url").asString(""));
            default -> {}
        }
    }

    @Override
    public void close() {
        java.util.Objects.requireNonNull(socket).abort();
    }
}
