package io.prego.benchmark.platform;

import io.prego.benchmark.CandidateProcess;
import io.prego.benchmark.Latencies;
import io.prego.benchmark.Measurements;
import io.prego.command.handling.AxonWiring;
import io.prego.command.relay.RelayConfiguration;
import io.prego.event.Topics;
import io.prego.eventlog.AppendOutcome.Appended;
import io.prego.eventlog.EventLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Appends events at a rate, and notes when each has been committed and when a consumer of committed records has it.
 * Arguments: JDBC URL, bootstrap servers, {@code own} (with the product's relay in this process, as it runs in command-api)
 * or {@code other} (somebody else relays). Says READY, then takes lines {@code rate seconds}.
 */
public final class RelayProcess {

    private static final int LOOK_MS = 5;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final EventLog log;
    private final Arrivals arrivals;
    private int next;

    private RelayProcess(EventLog log, Arrivals arrivals) {
        this.log = log;
        this.arrivals = arrivals;
    }

    public static void main(String[] args) throws Exception {
        makeTopics(args[1]);
        try (var context = context(args);
                var arrivals = Arrivals.start(args[1])) {
            new RelayProcess(context.getBean(EventLog.class), arrivals).serve();
        }
        CandidateProcess.end();
    }

    private static AnnotationConfigApplicationContext context(String[] args) {
        var context = new AnnotationConfigApplicationContext();
        Map<String, Object> properties = Map.of(
                "prego.database.url", args[0],
                "prego.kafka.bootstrap-servers", args[1],
                "prego.relay.replication-factor", "1");
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("benchmark", properties));
        context.register(AxonWiring.class);
        if (args[2].equals("own")) {
            context.register(RelayConfiguration.class);
        }
        context.refresh();
        return context;
    }

    private static void makeTopics(String bootstrapServers) throws InterruptedException, ExecutionException {
        var topics = Topics.ALL.stream()
                .filter(topic -> Topics.EVENTS.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                .toList();
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void serve() throws IOException, InterruptedException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println(CandidateProcess.READY);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var asked = line.strip().split(" ", -1);
            System.out.println(
                    run(Integer.parseInt(asked[0]), Integer.parseInt(asked[1])).line());
        }
    }

    private Measurements run(int perSecond, int seconds) throws InterruptedException {
        var committed = new ConcurrentHashMap<Long, Long>();
        var failed = new AtomicInteger();
        var left = new AtomicInteger(perSecond * seconds);
        arrivals.forget();
        var begin = System.nanoTime();
        for (var i = 0; i < perSecond * seconds; i++) {
            var due = begin + (long) (i * 1e9 / perSecond);
            for (var wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            append(committed, failed, left);
        }
        while (left.get() > 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        var last = System.nanoTime();
        while (!arrivals.hasAll(committed.keySet()) && System.nanoTime() - last < PATIENCE_NANOS) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        var behind = (System.nanoTime() - last) / 1e9;
        var appendedPerS = committed.size() * 1e9 / (last - begin);
        return figures(committed)
                .with(Map.of("failed", (double) failed.get(), "behind_s", behind, "appended_per_s", appendedPerS));
    }

    private void append(Map<Long, Long> committed, AtomicInteger failed, AtomicInteger left) {
        var history = new History(++next);
        var _ = log.append(Appending.append(
                        history.tenant(), List.of(history.waiting().getFirst())))
                .whenComplete((outcome, thrown) -> {
                    if (thrown == null && outcome instanceof Appended appended) {
                        committed.put(appended.last(), System.nanoTime());
                    } else {
                        failed.incrementAndGet();
                    }
                    left.decrementAndGet();
                });
    }

    private Measurements figures(Map<Long, Long> committed) {
        var latencies = new Latencies(committed.size());
        var lost = 0;
        for (var one : committed.entrySet()) {
            var seen = arrivals.of(one.getKey());
            if (seen == null) {
                lost++;
            } else {
                latencies.add(Math.max(0, seen - one.getValue()));
            }
        }
        return new Measurements(Map.of(
                "p50_ms", latencies.ms(50),
                "p99_ms", latencies.ms(99),
                "max_ms", latencies.ms(100),
                "lost", (double) lost + arrivals.repeated()));
    }
}
