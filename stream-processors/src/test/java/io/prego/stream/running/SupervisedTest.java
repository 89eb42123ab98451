package io.prego.stream.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** With no broker at the address, so that the work never starts. */
class SupervisedTest {

    /** Well below the 5 s after which a call to Kafka gives up. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final KafkaClients NOWHERE = new KafkaClients("127.0.0.1:1", "1");

    private final Supervised supervised =
            new Supervised("test", List.of("any"), NOWHERE, new BrokerWatch(NOWHERE), () -> {
                throw new AssertionError("started without its topics");
            });

    @Test
    void it_stops_at_once_while_it_looks_for_kafka() {
        supervised.start();
        assertTimeoutPreemptively(AT_ONCE, () -> supervised.stop());
        assertThat(supervised.isRunning()).isFalse();
        assertThat(supervised.health().getDetails()).containsEntry("state", "stopped");
    }

    @Test
    void it_calls_back_when_it_has_stopped() throws InterruptedException {
        var stopped = new CountDownLatch(1);
        supervised.start();
        supervised.stop(stopped::countDown);
        assertTimeoutPreemptively(AT_ONCE, () -> stopped.await());
    }

    @Test
    void stopping_what_never_started_does_nothing() {
        supervised.stop();
        assertThat(supervised.health().getDetails()).containsEntry("state", "not started");
    }
}
