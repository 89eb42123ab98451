package io.prego.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs one campaign and prints its verdict; exit value 1 when an invariant does not hold, 2 for a bad argument. */
public final class Torture {

    private static final Path FOLDER = Path.of("torture", "target");

    private Torture() {}

    public static void main(String[] arguments) throws Exception {
        var plan = plan(arguments);
        var folder = Files.createTempDirectory(Files.createDirectories(FOLDER).toAbsolutePath(), "campaign-");
        System.err.printf("data and logs of all processes are in %s%n", folder);
        var verdict = Campaign.run(plan, folder);
        System.out.print(verdict.told());
        System.exit(verdict.violations().isEmpty() ? 0 : 1);
    }

    private static Plan plan(String[] arguments) {
        try {
            return Plan.of(
                    Arrays.stream(arguments).filter(word -> !word.isBlank()).toList());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            throw e;
        }
    }
}
