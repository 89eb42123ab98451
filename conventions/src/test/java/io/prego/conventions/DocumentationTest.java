package io.prego.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents point to is there, and what can be set is written down. */
class DocumentationTest {

    private static final Path ROOT = Path.of(System.getProperty("prego.root", ".."));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern VARIABLE = Pattern.compile("\"([A-Z][A-Z_]{5,})\"");

    @Test
    void every_link_between_files_leads_somewhere() throws IOException {
        var broken = new ArrayList<String>();
        for (var document : files(".md")) {
            var links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                if (!Files.exists(document.resolveSibling(links.group(1)))) {
                    broken.add(ROOT.relativize(document) + " -> " + links.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void every_variable_that_is_read_is_in_the_readme() throws IOException {
        var read = new TreeSet<String>();
        for (var source : List.of(
                "compose/src/main/java/io/prego/compose/Environment.java",
                "launch/src/main/java/io/prego/launch/Surroundings.java",
                "stream-processors/src/main/java/io/prego/stream/StreamVariables.java",
                "stream-processors/src/main/java/io/prego/stream/provisioning/CommandApiAddress.java",
                "edge/src/main/java/io/prego/edge/EdgeSettings.java")) {
            var variables = VARIABLE.matcher(Files.readString(ROOT.resolve(source)));
            while (variables.find()) {
                read.add(variables.group(1));
            }
        }
        var readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(read)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }

    @Test
    void nothing_is_disabled_and_nothing_sleeps_in_a_test() throws IOException {
        var weak = Pattern.compile("@Dis" + "abled|Thread" + "\\.sleep|assertTrue" + "\\(true\\)");
        for (var source : files(".java")) {
            if (source.toString().contains("/src/test/")) {
                assertThat(weak.matcher(Files.readString(source)).find())
                        .as(source.toString())
                        .isFalse();
            }
        }
    }

    private static List<Path> files(String ending) throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> !file.toString().contains("/.prego-data/"))
                    .toList();
        }
    }
}
