package io.prego.benchmark.run;

import io.prego.benchmark.Benchmark;
import java.util.List;

/** All benchmarks by name. */
final class Trials {

    private Trials() {}

    /** @param arguments name of the benchmark, then {@code name=value} */
    static Trial open(List<String> arguments) throws Exception {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("which benchmark? docs/performance.md names them");
        }
        var options = new Options(arguments.subList(1, arguments.size()));
        var trial = named(arguments.getFirst(), options);
        options.requireNoneLeft();
        return trial;
    }

    private static Trial named(String name, Options options) throws Exception {
        return switch (name) {
            case "start" -> new StartTrial(options);
            case "http" -> new HttpTrial(options);
            case "stages" -> new StagesTrial(options);
            case "freshness" -> new FreshnessTrial(options);
            case "queries" -> new QueriesTrial(options);
            case "topology" -> new TopologyTrial(options);
            case "growth" -> new GrowthTrial(options);
            case "overload" -> new OverloadTrial(options);
            case "relay" -> new RelayTrial(options);
            case "rebuild" -> new RebuildTrial(options);
            default -> new CandidateTrial(Plan.of(Benchmark.named(name), options), Server.start(Run.FOLDER));
        };
    }
}
