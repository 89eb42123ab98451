package io.prego.benchmark.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where a candidate's classes are, as the build has written it down. */
record ClassPath(String text) {

    static ClassPath of(Competitor competitor) throws IOException {
        var target = Path.of("benchmarks", competitor.module(), "target");
        var libraries = Files.readString(target.resolve("class-path")).strip();
        return new ClassPath(target.resolve("classes") + File.pathSeparator + libraries);
    }

    /** Of the jar with this name; empty when there is none, or no name. */
    String versionOf(String library) {
        if (library.isEmpty()) {
            return "";
        }
        var jar = Pattern.compile(Pattern.quote(library) + "(?:_[0-9.]+)?-([0-9][^:/]*)\\.jar")
                .matcher(text);
        return jar.find() ? jar.group(1) : "";
    }
}
