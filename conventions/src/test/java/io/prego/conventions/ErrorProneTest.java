package io.prego.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Error Prone and NullAway find nothing in the product. They look at all modules at once and here, since a compiler that has
 * warmed up with one module is at the end where the next one starts another. Benchmarks, which stand on other libraries, are
 * looked at where they are compiled.
 */
class ErrorProneTest {

    private static final Path ROOT = Path.of(System.getProperty("prego.root", ".."));
    /** The plugin with what it is told, as the root's {@code pom.xml} has it. */
    private static final String CHECKS = System.getProperty("prego.checks", "-Xplugin:ErrorProne");

    @Test
    void every_module_of_the_product_passes() throws IOException {
        var sources = sources();
        assertThat(sources).hasSizeGreaterThan(300);
        assertThat(complaints(sources)).isEmpty();
    }

    @Test
    void what_is_never_looked_at_again_and_what_may_be_null_are_found(@TempDir Path folder) throws IOException {
        var careless = Files.writeString(folder.resolve("Careless.java"), """
            package io.prego.careless;

            @org.jspecify.annotations.NullMarked
            class Careless {
                int length(@org.jspecify.annotations.Nullable String text) {
                    "text".trim();
                    return text.length();
                }
            }
            """);
        assertThat(complaints(List.of(careless)))
                .anyMatch(complaint -> complaint.contains("[NullAway]"))
                .anyMatch(complaint -> complaint.contains("[ReturnValueIgnored]"));
    }

    private static List<String> complaints(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var path = System.getProperty("java.class.path");
        var options = List.of(
                "-classpath",
                path,
                "-processorpath",
                path,
                "-proc:none",
                "-parameters",
                "-Xmaxwarns",
                "1000",
                "-XDcompilePolicy=simple",
                "--should-stop=ifError=FLOW",
                "--should-stop=ifNoError=FLOW",
                "-XDaddTypeAnnotationsToSymbol=true",
                CHECKS);
        try (var files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            compiler.getTask(null, files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        return diagnostics.getDiagnostics().stream().map(Object::toString).toList();
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> !ROOT.relativize(file).startsWith("benchmarks"))
                    .toList();
        }
    }
}
