package io.prego.stream.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    @TempDir
    Path folder;

    @Test
    void a_second_process_is_told_whose_the_folder_is_and_what_to_do() throws IOException {
        var streams = folder.resolve("streams");
        try (var _ = StateFolder.take(streams)) {
            assertThatThrownBy(() -> StateFolder.take(streams))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(streams.toString())
                    .hasMessageContaining("PREGO_INSTANCE");
        }
    }

    @Test
    void who_stops_leaves_it_to_the_next() throws IOException {
        StateFolder.take(folder).close();
        try (var again = StateFolder.take(folder)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        var taken = Files.writeString(folder.resolve("taken"), "a file");
        assertThatThrownBy(() -> StateFolder.take(taken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(taken.toString());
    }
}
