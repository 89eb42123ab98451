package io.prego.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every Java file is formatted by palantir-java-format. With {@code -Dprego.format=apply} the test formats instead of
 * complaining. It runs here and not as a Maven plugin because the formatter needs the compiler of JDK 25, and Maven
 * itself may run on an older one.
 */
class FormattingTest {

    private static final Path ROOT = Path.of(System.getProperty("prego.root", ".."));
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void every_source_file_is_formatted() throws Exception {
        var unformatted = new ArrayList<Path>();
        for (var file : sources()) {
            var source = Files.readString(file);
            var formatted = format(file, source);
            if (!formatted.equals(source)) {
                unformatted.add(ROOT.relativize(file));
                if ("apply".equals(System.getProperty("prego.format"))) {
                    Files.writeString(file, formatted);
                }
            }
        }
        assertThat(unformatted)
                .as("unformatted files: `mvn -pl conventions -am test -Dtest=FormattingTest "
                        + "-Dsurefire.failIfNoSpecifiedTests=false -Dprego.format=apply` mends them; "
                        + "it reports once what it has changed")
                .isEmpty();
    }

    private static String format(Path file, String source) {
        try {
            var ordered = ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.PALANTIR);
            return FORMATTER.formatSource(ordered);
        } catch (FormatterException e) {
            throw new AssertionError("cannot format " + file, e);
        }
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }
}
