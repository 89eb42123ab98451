package io.prego.torture.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeClockTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {0, 7_200, -7_200})
    void a_process_goes_by_the_clock_that_it_is_given(long wrongBySeconds) throws Exception {
        var library = NodeClock.compiled(folder);
        if (library == null) {
            assertThat(compilers()).isEmpty();
            return;
        }
        var clock = NodeClock.in(folder.resolve("clock"), library);
        clock.putWrong(Duration.ofSeconds(wrongBySeconds));

        assertThat(told(clock) - Instant.now().getEpochSecond()).isCloseTo(wrongBySeconds, within(60L));
    }

    @Test
    void a_clock_is_right_before_it_is_put_wrong() throws Exception {
        var clock = NodeClock.in(folder.resolve("clock"), folder.resolve("any.so"));

        assertThat(clock.variables())
                .containsEntry("LD_PRELOAD", folder.resolve("any.so").toString());
        assertThat(Files.readAllBytes(folder.resolve("clock"))).containsOnly(0).hasSize(Long.BYTES);
    }

    private static Stream<Path> compilers() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "cc"))
                .filter(Files::isExecutable);
    }

    private static long told(NodeClock clock) throws IOException {
        var date = new ProcessBuilder("date", "+%s");
        date.environment().putAll(clock.variables());
        var words = date.start().getInputStream().readAllBytes();
        return Long.parseLong(new String(words, StandardCharsets.UTF_8).strip());
    }
}
