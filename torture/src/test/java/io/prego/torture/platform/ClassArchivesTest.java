package io.prego.torture.platform;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {

    @TempDir
    private Path folder;

    @Test
    void a_program_whose_process_leaves_no_archive_goes_on_without_one() throws Exception {
        var archives = new ClassArchives(folder, folder);
        var noJvm = new ProcessBuilder("sleep", "60").start();
        archives.make(BrokerMain.class, noJvm.pid());
        noJvm.destroyForcibly();
        assertThat(archives.arguments(BrokerMain.class))
                .contains("-XX:+RecordDynamicDumpInfo")
                .noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
    }

    @Test
    void what_others_have_archived_is_used_with_their_class_path_ahead() throws Exception {
        var archive = Files.createFile(folder.resolve("prego.jsa"));
        Files.writeString(folder.resolve("class-path"), "theirs.jar" + File.pathSeparator + "more.jar");
        assertThat(new ClassArchives(folder, folder).arguments(BrokerMain.class))
                .startsWith("-XX:SharedArchiveFile=" + archive, "-cp")
                .last(as(STRING))
                .startsWith("theirs.jar" + File.pathSeparator + "more.jar" + File.pathSeparator)
                .contains("kafka-clients");
    }
}
