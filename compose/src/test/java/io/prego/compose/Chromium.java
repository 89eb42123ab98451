package io.prego.compose;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A headless Chromium of this machine, with one page, steered over its DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

    private final Process process;
    private final Path profile;

    private Chromium(Process process, Path profile) {
        this.process = process;
        this.profile = profile;
    }

    static Chromium start() throws IOException {
        var profile = Files.createTempDirectory("chromium-");
        var command = List.of(
                executable().toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--no-first-run",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--disable-sync",
                // The page is our own; root and most containers have no sandbox to offer.
                "--no-sandbox",
                "about:blank");
        return new Chromium(
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(profile.resolve("stderr").toFile())
                        .start(),
                profile);
    }

    private static Path executable() {
        var given = System.getenv("CHROMIUM");
        if (given != null) {
            return Path.of(given);
        }
        for (var folder : System.getenv("PATH").split(File.pathSeparator)) {
            for (var name : NAMES) {
                var file = Path.of(folder, name);
                if (Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        throw new AssertionError("The start page is tested in a real Chromium, and this machine has none: run"
                + " scripts/install-chromium.sh (Debian, Ubuntu), or name one by the environment variable"
                + " CHROMIUM.");
    }

    /** The page that it began with. */
    BrowserPage page() throws IOException, InterruptedException {
        return BrowserPage.of(org.awaitility.Awaitility.await("what Chromium says on its standard error")
                .atMost(java.time.Duration.ofMinutes(1))
                .until(this::endpoint, url -> url != null));
    }

    private @Nullable String endpoint() throws IOException {
        var said = Files.readString(profile.resolve("stderr"));
        var listening = LISTENING.matcher(said);
        if (listening.find()) {
            return listening.group(1);
        }
        if (!process.isAlive()) {
            throw new AssertionError("Chromium ended: " + said);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
