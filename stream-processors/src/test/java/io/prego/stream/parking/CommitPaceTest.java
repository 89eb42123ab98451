package io.prego.stream.parking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private final MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
    private final CommitPace pace = new CommitPace();
    private long nowMs = 1_000_000;

    @Test
    void a_record_after_a_pause_is_committed_a_moment_later_and_once() {
        processAfter(Duration.ofMillis(0));
        assertThat(context.committed()).isFalse();
        timerFires();
        assertThat(context.committed()).isTrue();
        assertThat(context.scheduledPunctuators())
                .singleElement()
                .satisfies(timer -> assertThat(timer.cancelled()).isTrue());
    }

    @Test
    void records_that_come_without_a_pause_wait_for_the_interval() {
        processAfter(Duration.ofMillis(0));
        timerFires();
        for (var record = 0; record < 100; record++) {
            processAfter(Duration.ofMillis(19));
        }
        assertThat(context.scheduledPunctuators()).hasSize(1);
    }

    @Test
    void the_first_after_20_ms_of_silence_is_one_after_a_pause() {
        processAfter(Duration.ofMillis(0));
        timerFires();
        context.resetCommit();
        processAfter(Duration.ofMillis(19));
        processAfter(Duration.ofMillis(19));
        processAfter(Duration.ofMillis(20));
        timerFires();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void after_a_pause_too_it_asks_no_sooner_than_50_ms_after_it_has_asked() {
        processAfter(Duration.ofMillis(0));
        timerFires();
        processAfter(Duration.ofMillis(49));
        assertThat(context.scheduledPunctuators()).hasSize(1);
        processAfter(Duration.ofMillis(20));
        assertThat(context.scheduledPunctuators()).hasSize(2);
    }

    private void processAfter(Duration silence) {
        nowMs += silence.toMillis();
        context.setCurrentSystemTimeMs(nowMs);
        pace.processed(context);
    }

    private void timerFires() {
        context.scheduledPunctuators().getLast().getPunctuator().punctuate(nowMs);
    }
}
