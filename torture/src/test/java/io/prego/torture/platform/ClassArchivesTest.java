package io.prego.torture.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {

    @TempDir
    private Path folder;

    @Test
    void a_program_whose_process_leaves_no_archive_goes_on_without_one() throws Exception {
        var archives = new ClassArchives(folder);
        var noJvm = new ProcessBuilder("sleep", "60").start();
        archives.make(BrokerMain.class, noJvm.pid());
        noJvm.destroyForcibly();
        assertThat(archives.arguments(BrokerMain.class))
                .contains("-XX:+RecordDynamicDumpInfo")
                .noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
    }
}
