package io.prego.torture;

import io.prego.torture.check.Checker;
import io.prego.torture.check.Evidence;
import io.prego.torture.check.Log;
import io.prego.torture.check.Replay;
import io.prego.torture.check.SharedWork;
import io.prego.torture.check.Violation;
import io.prego.torture.fault.Fault;
import io.prego.torture.fault.Injector;
import io.prego.torture.fault.Observer;
import io.prego.torture.fault.Probe;
import io.prego.torture.fault.Schedule;
import io.prego.torture.fault.Watch;
import io.prego.torture.fuzz.Fuzz;
import io.prego.torture.history.Callers;
import io.prego.torture.history.Client;
import io.prego.torture.history.Exchange;
import io.prego.torture.history.History;
import io.prego.torture.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One campaign: rounds of faults while clients work, each followed by a calm in which every invariant is checked. Since a
 * check looks at all that there is, later rounds are half as long as everything before them.
 */
public final class Campaign {

    private static final int FIRST_ROUND_FAULTS = 50;
    private static final Duration CALM_WITHIN = Duration.ofMinutes(4);
    private static final long GAP_MS = 1_500;
    private static final int TOLD_MAX = 10;
    private static final Log NO_LOG = new Log(List.of());

    private final Plan plan;
    private final Platform platform;
    private final History history = new History();
    private final Observer observer;
    private final Probe probe;
    private final Injector injector;
    private final Random gaps;
    private final List<Fault> injected = new ArrayList<>();
    private final List<Violation> found = new ArrayList<>();
    private final StringBuilder evidence = new StringBuilder();
    private final long begun = System.nanoTime();
    private long head;
    private int told;

    private Campaign(Plan plan, Platform platform, Observer observer) {
        this.plan = plan;
        this.platform = platform;
        this.observer = observer;
        this.gaps = new Random(plan.seed());
        this.probe = new Probe(new Client("probe", platform, history), observer);
        this.injector = new Injector(platform, new Client("operator", platform, history), probe);
    }

    /** @param folder takes data and logs of all processes */
    public static Verdict run(Plan plan, Path folder) throws Exception {
        try (var platform = Platform.start(folder, !plan.frugal());
                var observer = Observer.start(platform)) {
            var campaign = new Campaign(plan, platform, observer);
            campaign.probe.warmUp();
            if (!plan.frugal()) {
                platform.archiveClasses();
            }
            campaign.found(SharedWork.await(platform));
            campaign.say("the platform is at work");
            try (var watch = Watch.start(platform, observer);
                    var _ = campaign.injector) {
                campaign.rounds();
                campaign.found(watch.stop());
            }
            return campaign.verdict();
        }
    }

    private void rounds() throws Exception {
        var end = System.nanoTime() + plan.limit().toNanos();
        var faults = plan.frugal()
                ? Schedule.frugal(plan.faults(), plan.seed(), platform)
                : Schedule.of(plan.faults(), plan.seed(), platform);
        var next = 0;
        for (var round = 0; next < faults.size() && found.isEmpty() && System.nanoTime() < end; round++) {
            var last = Math.min(faults.size(), next + Math.max(FIRST_ROUND_FAULTS, next / 2));
            var callers = Callers.start(
                    plan.clients(), plan.thinks(), round, platform, history, plan.seed() + 1_000L * round);
            for (; next < last && found.isEmpty() && System.nanoTime() < end; next++) {
                inject(faults.get(next));
            }
            calm(callers);
            say("all is calm");
            check();
        }
        if (found.isEmpty() && plan.fuzz() > 0) {
            fuzz();
        }
    }

    /** What clients wrote down before says nothing of what this leaves. */
    private void fuzz() throws Exception {
        var exchanges = new History();
        var broken = Fuzz.run(plan.fuzz(), plan.seed(), platform, exchanges);
        found.addAll(broken);
        broken.forEach(violation -> tell(() -> Evidence.of(violation, NO_LOG, exchanges.all())));
        var end = System.nanoTime() + CALM_WITHIN.toNanos();
        while (!isStill() && System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(1);
        }
        var findings = Checker.checkState(platform);
        found.addAll(findings.violations());
        findings.violations().forEach(violation -> tell(() -> Evidence.of(violation, findings.log(), exchanges.all())));
        say("requests of every shape, by the first digit of their answers: %s, %d violations"
                .formatted(answers(exchanges), found.size()));
    }

    private static Map<Integer, Long> answers(History exchanges) {
        return exchanges.all().stream()
                .map(Exchange::answer)
                .collect(Collectors.groupingBy(
                        answer -> answer == null ? 0 : answer.status() / 100, TreeMap::new, Collectors.counting()));
    }

    private void inject(Fault fault) throws IOException, InterruptedException, ExecutionException {
        say("fault %d: %s".formatted(injected.size() + 1, fault));
        if (!injector.inject(fault)) {
            notWhole();
        }
        injected.add(fault);
        TimeUnit.MILLISECONDS.sleep((long) (gaps.nextDouble() * GAP_MS));
    }

    private void notWhole() throws InterruptedException {
        found(List.of(Violation.at(
                head, "the platform comes back by itself", "not ready: " + String.join("; ", platform.unready()))));
    }

    private void calm(Callers callers) throws IOException, InterruptedException, ExecutionException, SQLException {
        var whole = injector.isWhole();
        callers.stop();
        if (!whole && !injector.isWhole()) {
            notWhole();
        }
        var end = System.nanoTime() + CALM_WITHIN.toNanos();
        while (!isStill() || !openJobs().isEmpty()) {
            if (System.nanoTime() > end) {
                notCalm(openJobs());
                return;
            }
        }
    }

    private void notCalm(List<String> open) throws SQLException {
        found(List.of(new Violation(
                "all that was begun comes to its end",
                "open: %s, %s, published %d".formatted(open, observer.progress(), observer.published()),
                List.of(),
                Set.copyOf(open))));
    }

    private boolean isStill() throws SQLException, InterruptedException {
        var before = observer.progress();
        TimeUnit.SECONDS.sleep(1);
        var after = observer.progress();
        return after.equals(before) && after.isComplete() && observer.published() == after.head();
    }

    private List<String> openJobs() throws SQLException {
        try (var database = platform.database().connect()) {
            return Replay.of(Log.read(database)).open();
        }
    }

    private void check() throws SQLException, InterruptedException {
        var findings = Checker.check(platform, history, plan.seed());
        head = findings.log().head();
        say("checked after %d faults: %d events, %d exchanges, %d violations"
                .formatted(
                        injected.size(),
                        head,
                        history.all().size(),
                        findings.violations().size()));
        found.addAll(findings.violations());
        findings.violations()
                .forEach(violation -> tell(() -> Evidence.shortest(violation, findings.log(), history.all())));
    }

    private void found(List<Violation> violations) {
        found.addAll(violations);
        violations.forEach(violation -> tell(() -> Evidence.of(violation, NO_LOG, history.all())));
    }

    private void say(String what) {
        System.err.printf(
                "%4d s %s%n", Duration.ofNanos(System.nanoTime() - begun).toSeconds(), what);
    }

    private void tell(Supplier<String> text) {
        if (told++ < TOLD_MAX) {
            evidence.append(text.get());
        }
    }

    private Verdict verdict() {
        return new Verdict(
                plan, injected, history.all().size(), head, injector.recoveries(), found, evidence.toString());
    }
}
