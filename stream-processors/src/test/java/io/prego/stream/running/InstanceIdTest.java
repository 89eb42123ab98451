package io.prego.stream.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceIdTest {

    @TempDir
    Path folder;

    @Test
    void it_is_made_at_the_first_start_and_the_same_after_a_restart() {
        var streams = folder.resolve("not/there/yet");
        assertThat(InstanceId.of(settings(streams, null), "first")).isEqualTo("first");
        assertThat(InstanceId.of(settings(streams, null), "second")).isEqualTo("first");
        assertThat(streams).isDirectoryContaining(file -> file.endsWith("instance-id"));
        assertThat(streams).isDirectoryNotContaining(file -> file.endsWith("instance-id.draft"));
    }

    @Test
    void two_state_folders_have_two_ids() {
        assertThat(InstanceId.of(settings(folder.resolve("a"), null), "of-a"))
                .isNotEqualTo(InstanceId.of(settings(folder.resolve("b"), null), "of-b"));
    }

    @Test
    void one_that_is_set_goes_before_the_kept_one_and_is_not_kept() {
        assertThat(InstanceId.of(settings(folder, "node-2"), "fresh")).isEqualTo("node-2");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_draft_that_a_crash_left_is_no_id() throws IOException {
        Files.writeString(folder.resolve("instance-id.draft"), "hal");
        assertThat(InstanceId.of(settings(folder, null), "whole")).isEqualTo("whole");
    }

    @Test
    void a_kept_one_that_is_no_id_is_refused_with_its_place() throws IOException {
        var file = Files.writeString(folder.resolve("instance-id"), "a b");
        assertThatThrownBy(() -> InstanceId.of(settings(folder, null), "fresh"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(file.toString());
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused_with_its_place() throws IOException {
        var taken = Files.writeString(folder.resolve("taken"), "a file");
        assertThatThrownBy(() -> InstanceId.of(settings(taken, null), "fresh"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(taken.toString());
    }

    private static StreamSettings settings(Path stateDir, String instanceId) {
        return new StreamSettings(stateDir, instanceId, 1, null, Duration.ofMillis(10));
    }
}
