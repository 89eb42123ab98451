package io.prego.command.relay;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prints figures; no part of the ordinary tests. Run with {@code -Dtest=RelayMeasurement}. */
class RelayMeasurement {

    private static final int WARM_UP = 1_000;

    private final String kafka = RelayRun.kafka();
    private TestLog log;

    @BeforeEach
    void open() throws Exception {
        TestTopics.delete(kafka);
        log = TestLog.fresh();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void catching_up() {
        var head = log.append(50_000);
        var begin = System.nanoTime();
        try (var run = RelayRun.start(log, kafka, 1_000)) {
            run.awaitState(RelayState.Relaying.class);
            var taken = System.nanoTime();
            while (run.relay.status().position() < head) {
                LockSupport.parkNanos(1_000_000);
            }
            var seconds = (System.nanoTime() - taken) / 1e9;
            System.out.printf(
                    "MEASURED take-over %.0f ms, then %d events in %.2f s: %.0f events/s%n",
                    (taken - begin) / 1e6, head, seconds, head / seconds);
        }
    }

    @Test
    void latency_of_this_nodes_appends() throws Exception {
        latency(log, "this node", 200, 3_000);
    }

    @Test
    void latency_of_another_nodes_appends() throws Exception {
        try (var other = log.secondNode()) {
            latency(other, "another node", 200, 3_000);
        }
    }

    private void latency(TestLog appending, String who, int perSecond, int count) throws Exception {
        var committed = new ConcurrentHashMap<Long, Long>();
        var seen = new long[WARM_UP + count + 1];
        try (var run = RelayRun.start(log, kafka, 1_000);
                var consumer = Published.consumer(kafka)) {
            run.awaitState(RelayState.Relaying.class);
            consumer.assign(EventRecord.partitions());
            consumer.seekToBeginning(EventRecord.partitions());
            var appender = Thread.ofPlatform().start(() -> appendAll(appending, perSecond, WARM_UP + count, committed));
            for (var left = WARM_UP + count; left > 0; ) {
                for (var found : consumer.poll(Duration.ofMillis(100))) {
                    seen[Math.toIntExact(EventRecord.position(found))] = System.nanoTime();
                    left--;
                }
            }
            appender.join();
        }
        var micros = new long[count];
        for (var i = 0; i < count; i++) {
            var position = WARM_UP + 1 + i;
            micros[i] = Math.max(0, seen[position] - committed.get((long) position)) / 1_000;
        }
        Arrays.sort(micros);
        System.out.printf(
                "MEASURED appends of %s at %d/s, commit to consumer: p50 %d us, p90 %d us, p99 %d us, max %d us%n",
                who, perSecond, micros[count / 2], micros[count * 9 / 10], micros[count * 99 / 100], micros[count - 1]);
    }

    private static void appendAll(TestLog log, int perSecond, int count, ConcurrentHashMap<Long, Long> committed) {
        var begin = System.nanoTime();
        for (var i = 0; i < count; i++) {
            while (System.nanoTime() < begin + i * 1_000_000_000L / perSecond) {
                LockSupport.parkNanos(100_000);
            }
            var head = log.appendOne();
            committed.put(head, System.nanoTime());
        }
    }

    @Test
    void cpu_of_idling() throws Exception {
        try (var run = RelayRun.start(log, kafka, 1_000)) {
            run.awaitState(RelayState.Relaying.class);
            TimeUnit.SECONDS.sleep(3);
            var relay = relayThread();
            var threads = ManagementFactory.getThreadMXBean();
            var ours = threads.getThreadCpuTime(relay.threadId());
            var theirs = postgresTicks();
            var begin = System.nanoTime();
            TimeUnit.SECONDS.sleep(10);
            var seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "MEASURED idle with a poll each 5 ms: relay thread %.2f %%, its PostgreSQL backends %.2f %% of a"
                            + " core%n",
                    (threads.getThreadCpuTime(relay.threadId()) - ours) / 1e7 / seconds,
                    (postgresTicks() - theirs) / seconds);
        }
    }

    private static Thread relayThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("prego-relay"))
                .findFirst()
                .orElseThrow();
    }

    /** Hundredths of a second of CPU that the log's reading sessions have taken. */
    private long postgresTicks() throws Exception {
        var ticks = 0L;
        try (var connection = DriverManager.getConnection(log.jdbcUrl);
                var statement = connection.createStatement();
                var pids = statement.executeQuery("""
                    SELECT pid FROM pg_stat_activity
                    WHERE application_name = 'prego-log-read' AND datname = current_database()
                    """)) {
            while (pids.next()) {
                var stat = Files.readString(Path.of("/proc/%d/stat".formatted(pids.getLong(1))))
                        .split("\\) ", -1)[1]
                        .split(" ", -1);
                ticks += Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
            }
        }
        return ticks;
    }
}
