package io.prego.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.now().minus(Duration.ofHours(1)));

    @TempDir
    Path memory;

    @Test
    void folders_are_in_memory_where_there_is_room() throws IOException {
        assertThat(new Scratch(memory, 0).newFolder()).isEmptyDirectory().hasParent(memory);
    }

    @Test
    void they_are_elsewhere_where_there_is_none() throws IOException {
        for (var scratch :
                new Scratch[] {new Scratch(memory, Long.MAX_VALUE), new Scratch(memory.resolve("absent"), 0)}) {
            var folder = scratch.newFolder();
            assertThat(folder).isEmptyDirectory();
            assertThat(folder.startsWith(memory)).isFalse();
            Files.delete(folder);
        }
    }

    @Test
    void what_a_killed_jvm_left_is_deleted_and_what_is_in_use_stays() throws IOException {
        var scratch = new Scratch(memory, 0);
        var left = taken(scratch);
        Files.createDirectories(left.resolve("data/base"));
        Files.setLastModifiedTime(left, LONG_AGO);
        var young = taken(scratch);
        var inUse = scratch.newFolder();
        try (var _ = FolderLock.take(inUse)) {
            Files.setLastModifiedTime(inUse, LONG_AGO);
            scratch.newFolder();
            assertThat(left).doesNotExist();
            assertThat(young).exists();
            assertThat(inUse).exists();
        }
    }

    @Test
    void a_link_that_somebody_put_there_leads_to_nothing_being_deleted(@TempDir Path elsewhere) throws IOException {
        var kept = Files.createFile(elsewhere.resolve("kept"));
        Files.setLastModifiedTime(elsewhere, LONG_AGO);
        Files.createSymbolicLink(memory.resolve("prego-test-link"), elsewhere);
        new Scratch(memory, 0).newFolder();
        assertThat(elsewhere).isDirectoryContaining(kept::equals);
        assertThat(elsewhere.resolve("prego.lock")).doesNotExist();
    }

    private static Path taken(Scratch scratch) throws IOException {
        var folder = scratch.newFolder();
        FolderLock.take(folder).close();
        return folder;
    }
}
