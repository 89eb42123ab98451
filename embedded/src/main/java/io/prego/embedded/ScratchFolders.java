package io.prego.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes the temporary folders of tests where the shared servers of tests lie too ({@link Scratch}): brokers and databases
 * that are started in them write much and keep nothing. One that is kept, as of a test that failed, stays until somebody
 * deletes it, under a name of its own that begins with {@code kept-}.
 */
public final class ScratchFolders implements TempDirFactory {

    private @Nullable Folder made;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        return create();
    }

    Path create() throws IOException {
        var folder = new Folder(Scratch.folder().toRealPath());
        made = folder;
        return folder.forTheTest();
    }

    @Override
    public void close() throws IOException {
        if (made != null) {
            made.close();
        }
    }

    /** The lock lies beside what the test sees, which may be a data folder with a lock of its own. */
    private static final class Folder implements AutoCloseable {

        private final Path scratch;
        private final FolderLock lock;

        Folder(Path scratch) throws IOException {
            this.scratch = scratch;
            this.lock = FolderLock.take(scratch);
        }

        Path forTheTest() throws IOException {
            return Files.createDirectories(scratch.resolve("test"));
        }

        @Override
        public void close() throws IOException {
            if (Files.exists(scratch.resolve("test"))) {
                Files.move(scratch, scratch.resolveSibling("kept-" + scratch.getFileName()));
            } else {
                Folders.delete(scratch);
            }
            lock.close();
        }
    }
}
