package io.prego.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ScratchFoldersTest {

    private final ScratchFolders folders = new ScratchFolders();

    @Test
    void a_folder_is_in_use_until_the_test_is_over_and_leaves_nothing() throws IOException {
        var folder = folders.create();
        assertThat(folder).isEmptyDirectory();
        assertThat(folder.resolveSibling("prego.lock")).exists();
        Files.delete(folder);
        folders.close();
        assertThat(folder.getParent()).doesNotExist();
    }

    @Test
    void a_folder_that_is_kept_has_a_name_that_nobody_tidies_up() throws IOException {
        var folder = folders.create();
        Files.writeString(folder.resolve("evidence"), "of a failure");
        folders.close();
        var kept =
                folder.getParent().resolveSibling("kept-" + folder.getParent().getFileName());
        assertThat(kept.resolve("test/evidence")).exists();
        Folders.delete(kept);
    }
}
