package io.prego.benchmark.run;

import io.prego.benchmark.Benchmark;
import java.io.IOException;
import java.util.List;

/** All benchmarks by name. */
final class Trials {

    private Trials() {}

    /** @param arguments name of the benchmark, then {@code name=value} */
    static Trial open(List<String> arguments) throws IOException {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("which benchmark? docs/performance.md names them");
        }
        var options = new Options(arguments.subList(1, arguments.size()));
        var trial = named(arguments.getFirst(), options);
        options.requireNoneLeft();
        return trial;
    }

    private static Trial named(String name, Options options) throws IOException {
        return switch (name) {
            case "start" -> new StartTrial(options);
            case "http" -> new HttpTrial(options);
            case "stages" -> new StagesTrial(options);
            default -> new CandidateTrial(Plan.of(Benchmark.named(name), options), Server.start(Run.FOLDER));
        };
    }
}
