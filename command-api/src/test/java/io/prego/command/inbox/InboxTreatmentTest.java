package io.prego.command.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.command.inbox.CommandTaker.Taken;
import io.prego.embedded.SharedKafka;
import io.prego.event.command.CommandMessage;
import io.prego.event.deadletter.ContentFree;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the inbox makes of each answer, on a real broker. */
@ResourceLock("shared-kafka")
class InboxTreatmentTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final String job = "job_" + UUID.randomUUID().toString().replace("-", "");
    private final List<String> taken = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void topics() throws Exception {
        CommandsTopic.create();
    }

    @Test
    void a_contended_command_is_tried_again_before_the_next_of_its_target() throws Exception {
        try (var topic = new CommandsTopic()) {
            topic.send(CommandsTopic.record(CommandsTopic.dispatch(job, "contended", 1)));
            topic.send(CommandsTopic.record(CommandsTopic.dispatch(job, "next", 1)));

            whileTaking(
                    key -> taken.size() < 3 ? new Taken.NotYet("others append") : new Taken.Settled(),
                    () -> taken.contains("next"));

            assertThat(taken).containsExactly("contended", "contended", "contended", "next");
            assertThat(CommandsTopic.deadLetters(job)).isEmpty();
        }
    }

    @Test
    void a_history_that_cannot_be_read_costs_its_own_commands_alone() throws Exception {
        try (var topic = new CommandsTopic()) {
            topic.send(CommandsTopic.record(CommandsTopic.dispatch(job, "corrupt", 1)));
            topic.send(CommandsTopic.record(CommandsTopic.dispatch(job, "next", 1)));

            whileTaking(
                    key -> {
                        if (key.equals("corrupt")) {
                            throw new CorruptJob("a completed job cannot be requested");
                        }
                        return new Taken.Settled();
                    },
                    () -> taken.contains("next"));

            assertThat(taken).containsExactly("corrupt", "next");
            assertThat(CommandsTopic.deadLetters(job))
                    .singleElement()
                    .satisfies(letter -> assertThat(CommandsTopic.header(letter, DeadLetters.REASON))
                            .contains("a completed job cannot be requested"));
        }
    }

    @Test
    void of_an_exception_that_may_tell_content_the_letter_has_the_class_and_the_place_alone() throws Exception {
        try (var topic = new CommandsTopic()) {
            topic.send(CommandsTopic.record(CommandsTopic.dispatch(job, "telltale", 1)));

            whileTaking(
                    _ -> {
                        throw new IllegalStateException("ada@example.com");
                    },
                    () -> !CommandsTopic.deadLetters(job).isEmpty());

            var letter = CommandsTopic.deadLetters(job).getFirst();
            assertThat(CommandsTopic.header(letter, "dead_letter_error")).isEqualTo("IllegalStateException");
            assertThat(CommandsTopic.header(letter, DeadLetters.REASON))
                    .contains("InboxTreatmentTest")
                    .doesNotContain("ada");
        }
    }

    @Test
    void a_redrive_offers_the_command_once_more_and_its_letter_says_how_it_went() throws Exception {
        try (var topic = new CommandsTopic()) {
            topic.send(CommandsTopic.record(CommandsTopic.dispatch(job, "refused", 1)));

            whileTaking(_ -> taken.size() < 3 ? new Taken.Impossible("not today") : new Taken.Settled(), () -> {
                var letters = CommandsTopic.deadLetters(job);
                if (letters.size() > 0 && letters.size() < 3 && taken.size() == letters.size()) {
                    topic.redrive(letters.getLast());
                    await().atMost(SOON).until(() -> taken.size() > letters.size());
                }
                return letters.size() == 3;
            });

            assertThat(taken).containsExactly("refused", "refused", "refused");
            assertThat(CommandsTopic.deadLetters(job))
                    .extracting(letter -> CommandsTopic.header(letter, "dead_letter_state"))
                    .containsExactly("parked", "parked_again", "redriven");
        }
    }

    private static final class CorruptJob extends RuntimeException implements ContentFree {
        private static final long serialVersionUID = 1;

        CorruptJob(String message) {
            super(message);
        }
    }

    @Test
    void a_stop_amid_retries_leaves_the_command_for_the_next_start() throws Exception {
        try (var topic = new CommandsTopic()) {
            topic.send(CommandsTopic.record(CommandsTopic.dispatch(job, "unfinished", 1)));
            var group = "stop-" + job;

            whileTaking(group, _ -> new Taken.NotYet("never today"), () -> taken.size() > 1);
            taken.clear();
            whileTaking(group, _ -> new Taken.Settled(), () -> !taken.isEmpty());

            assertThat(taken).containsExactly("unfinished");
            assertThat(CommandsTopic.deadLetters(job)).isEmpty();
        }
    }

    private interface Answer {
        Taken to(String idempotencyKey);
    }

    private void whileTaking(Answer answer, Callable<Boolean> until) {
        whileTaking("group-" + job, answer, until);
    }

    /** In a group of its own, which sees the commands of other tests too and settles them. */
    private void whileTaking(String group, Answer answer, Callable<Boolean> until) {
        var inbox = new AutomationInbox(
                SharedKafka.bootstrapServers(), group, message -> take(message, answer), new SimpleMeterRegistry());
        inbox.start();
        try {
            await().atMost(SOON).until(until);
        } finally {
            inbox.stop();
        }
    }

    private Taken take(CommandMessage message, Answer answer) {
        if (!message.command().targetId().equals(job)) {
            return new Taken.Settled();
        }
        taken.add(message.idempotencyKey());
        return answer.to(message.idempotencyKey());
    }
}
