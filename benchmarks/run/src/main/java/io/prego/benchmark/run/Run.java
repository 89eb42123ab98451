package io.prego.benchmark.run;

import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one benchmark: all candidates in every round, each round beginning with another one, so that what the machine does
 * meanwhile falls on all of them. Prints progress to standard error and the tables to standard output.
 */
public final class Run {

    /** On a disk: where files lie in memory, a commit costs nothing. */
    static final Path FOLDER = Path.of("benchmarks", "run", "target");

    private final Trial trial;
    private final List<Map<Competitor, Measurements>> rounds = new ArrayList<>();

    private Run(Trial trial) {
        this.trial = trial;
    }

    public static void main(String[] args) throws Exception {
        var arguments = Arrays.asList(args);
        var load = Machine.load();
        try (var trial = Trials.open(arguments)) {
            var run = new Run(trial);
            for (var round = 0; round < trial.schedule().rounds(); round++) {
                run.round(round);
            }
            System.out.println(run.heading(String.join(" ", arguments), load));
            System.out.println(Report.table(trial.columns(), run.labels(), run.rounds));
            System.out.println(Report.targets(trial.targets(), run.rounds));
        }
    }

    private void round(int number) throws Exception {
        var competitors = trial.competitors();
        var round = new LinkedHashMap<Competitor, Measurements>();
        rounds.add(round);
        for (var i = 0; i < competitors.size(); i++) {
            var competitor = competitors.get((i + number) % competitors.size());
            var measured = trial.measure(competitor, number);
            round.put(competitor, measured);
            System.err.printf(
                    "round %d of %d: %s %s%n",
                    number + 1, trial.schedule().rounds(), competitor.name(), measured.line());
        }
    }

    private String heading(String arguments, String load) throws Exception {
        var heading = new StringBuilder("""
            `scripts/bench %s`: %s. Medians of %d rounds (least..most), seed %d, commit %s.

            - Machine: %s, file system %s, load %s before the run
            - JDK: %s
            """.formatted(
                        arguments,
                        trial.load(),
                        trial.schedule().rounds(),
                        trial.schedule().seed(),
                        Machine.commit(),
                        Machine.hardware(),
                        Files.getFileStore(FOLDER).type(),
                        load,
                        Machine.jdk()));
        trial.settings().forEach(line -> heading.append("- ").append(line).append('\n'));
        return heading.toString();
    }

    private Map<Competitor, String> labels() throws IOException {
        var labels = new LinkedHashMap<Competitor, String>();
        for (var competitor : trial.competitors()) {
            labels.put(competitor, competitor.labelWithVersion());
        }
        return labels;
    }
}
