package io.prego.query.start;

import io.prego.edge.problem.EdgeProblems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The start page and the files that it is made of, as they lie on the class path. The page may load and ask nothing but
 * what comes from here, and its script may make no markup out of text.
 */
@RestController
final class StartPageEndpoint {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private final Map<String, Asset> assets = List.of(
                    asset("index.html", "text/html"),
                    asset("page.css", "text/css"),
                    asset("icon.svg", "image/svg+xml"),
                    asset("page.js", "text/javascript"),
                    asset("api.js", "text/javascript"),
                    asset("dom.js", "text/javascript"),
                    asset("find.js", "text/javascript"),
                    asset("overview.js", "text/javascript"))
            .stream()
            .collect(Collectors.toUnmodifiableMap(Asset::name, Function.identity()));

    private record Asset(String name, MediaType type, String content, String version) {}

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<?> page() {
        return answer("index.html");
    }

    @GetMapping(path = "/start/{file}", produces = MediaType.ALL_VALUE)
    ResponseEntity<?> file(@PathVariable String file) {
        return answer(file);
    }

    private ResponseEntity<?> answer(String name) {
        var asset = assets.get(name);
        if (asset == null) {
            return EdgeProblems.NOT_FOUND
                    .because("The start page has no such file.")
                    .toResponse();
        }
        return ResponseEntity.ok()
                .contentType(asset.type())
                .cacheControl(CacheControl.noCache())
                .eTag(asset.version())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .body(asset.content());
    }

    private static Asset asset(String name, String type) {
        try (var in = StartPageEndpoint.class.getResourceAsStream("/start/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the file %s of the start page is missing".formatted(name));
            }
            var content = in.readAllBytes();
            var version = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 8);
            var text = new String(content, StandardCharsets.UTF_8);
            return new Asset(name, MediaType.parseMediaType(type + ";charset=UTF-8"), text, version);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
