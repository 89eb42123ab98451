package io.prego.command.handling;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.command.handling.Outcome.Contended;
import io.prego.command.handling.Outcome.Done;
import io.prego.command.handling.Outcome.KeyReused;
import io.prego.command.handling.Outcome.VersionMismatch;
import io.prego.edge.request.Idempotency;
import io.prego.edge.request.IfMatch;
import io.prego.embedded.SharedPostgres;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageCompleted;
import io.prego.eventlog.CommandQueue;
import io.prego.eventlog.EventLogFull;
import io.prego.eventlog.EventLogSchema;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Two nodes that remember what they have decided on, and one log. */
class CommandsOfTwoNodesTest {

    private static final String JOB = "job_01m4000000000000000000000a";

    private final List<AnnotationConfigApplicationContext> contexts = new ArrayList<>();
    private String url;
    private Commands<CountingDecider.Count, String> one;
    private Commands<CountingDecider.Count, String> two;

    @BeforeEach
    void open() {
        url = SharedPostgres.freshDatabase();
        EventLogSchema.migrate(url);
        one = node(url);
        two = node(url);
    }

    private Commands<CountingDecider.Count, String> node(String url) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("prego.database.url", url)));
        context.register(AxonWiring.class);
        context.refresh();
        contexts.add(context);
        return context.getBean(CommandHandling.class).by(new CountingDecider());
    }

    @AfterEach
    void close() {
        contexts.forEach(AnnotationConfigApplicationContext::close);
    }

    @Test
    void each_counts_on_from_what_the_other_has_counted() {
        for (var expected = 1; expected <= 20; expected++) {
            var node = expected % 3 == 0 ? two : one;

            assertThat(counted(node.handle(CountingDecider.count(JOB), asker(null, null))))
                    .isEqualTo(expected);
        }
    }

    @Test
    void of_many_at_once_none_is_lost_and_none_counts_twice() throws Exception {
        assertEachCounts(200, i -> i % 2 == 0 ? one : two);
    }

    @Test
    void of_many_at_once_on_one_node_many_go_together() throws Exception {
        assertEachCounts(200, _ -> one);

        assertThat(groups()).isLessThan(100);
    }

    private static void assertEachCounts(int number, IntFunction<Commands<CountingDecider.Count, String>> nodes)
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var commands = IntStream.range(0, number)
                    .<Callable<Integer>>mapToObj(i -> () -> countedAtLast(nodes.apply(i)))
                    .toList();

            var values = new ArrayList<Integer>();
            for (var future : threads.invokeAll(commands)) {
                values.add(future.get());
            }

            assertThat(values)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, number).boxed().toList());
        }
    }

    /** Appends that went to the database together have one time. */
    private long groups() throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(DISTINCT recorded_at) FROM log.event")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void a_key_that_was_used_on_the_other_node_counts_once() {
        counted(one.handle(CountingDecider.count(JOB), asker(null, null)));
        counted(two.handle(CountingDecider.count(JOB), asker(null, null)));
        var key = new Idempotency("key:" + "a".repeat(64), new byte[] {1});
        var otherRequest = new Idempotency(key.keyTag(), new byte[] {2});

        var first = (Done<String>) two.handle(CountingDecider.count(JOB), asker(key, null));
        var again = (Done<String>) one.handle(CountingDecider.count(JOB), asker(key, null));

        assertThat(first.replayed()).isFalse();
        assertThat(again.replayed()).isTrue();
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(again.facts()).isEqualTo(first.facts());
        assertThat(one.handle(CountingDecider.count(JOB), asker(otherRequest, null)))
                .isInstanceOf(KeyReused.class);
        assertThat(counted(one.handle(CountingDecider.count(JOB), asker(null, null))))
                .isEqualTo(4);
    }

    @Test
    void a_repeat_of_what_is_done_waits_for_nobody() throws Exception {
        var key = new Idempotency("key:" + "b".repeat(64), new byte[] {1});
        var first = (Done<String>) one.handle(CountingDecider.count(JOB), asker(key, null));

        var meanwhile = contexts.getFirst()
                .getBean(CommandQueue.class)
                .inOrder("job:" + JOB, _ -> one.handle(CountingDecider.count(JOB), asker(key, null)));

        assertThat(((Done<String>) meanwhile).replayed()).isTrue();
        assertThat(((Done<String>) meanwhile).position()).isEqualTo(first.position());
    }

    @Test
    void the_version_that_a_caller_must_have_seen_is_that_of_the_log() {
        counted(one.handle(CountingDecider.count(JOB), asker(null, null)));
        counted(two.handle(CountingDecider.count(JOB), asker(null, null)));

        var stale = one.handle(CountingDecider.count(JOB), asker(null, new IfMatch.Version(1)));
        var current = (Done<String>) one.handle(CountingDecider.count(JOB), asker(null, new IfMatch.Version(2)));

        assertThat(stale).isEqualTo(new VersionMismatch<String>(2, 3));
        assertThat(current.streamVersion()).isEqualTo(3);
    }

    /** As a caller does who is told 409, or 503 where the machine is busy: in both cases nothing was appended. */
    private static int countedAtLast(Commands<CountingDecider.Count, String> node) {
        while (true) {
            try {
                var outcome = node.handle(CountingDecider.count(JOB), asker(null, null));
                if (!(outcome instanceof Contended)) {
                    return counted(outcome);
                }
            } catch (EventLogFull _) {
                // Once more.
            }
        }
    }

    private static Asker asker(@Nullable Idempotency key, @Nullable IfMatch ifMatch) {
        return new Asker("service:test", null, key, ifMatch, null);
    }

    private static int counted(Outcome<String> outcome) {
        var done = (Done<String>) outcome;
        return ((ProvisionJobStageCompleted) done.facts().getFirst()).seq();
    }
}
