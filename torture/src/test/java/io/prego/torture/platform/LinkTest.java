package io.prego.torture.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final int SOON_MS = 10_000;
    private static final int NOT_NOW_MS = 100;

    private ServerSocket target;
    private Link link;

    @BeforeEach
    void open() throws IOException {
        target = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        link = Link.open("the test to its target", target.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        target.close();
    }

    @Test
    void what_is_said_arrives_both_ways() throws IOException {
        try (var caller = call();
                var called = target.accept()) {
            assertThat(passes(caller, called)).isTrue();
            assertThat(passes(called, caller)).isTrue();
        }
    }

    @Test
    void a_cut_breaks_what_is_open_and_what_comes_until_it_is_over() throws IOException {
        try (var caller = call();
                var called = target.accept()) {
            link.set(Weather.CUT);
            assertThat(isBroken(caller)).isTrue();
            assertThat(isBroken(called)).isTrue();
            try (var another = call()) {
                assertThat(isBroken(another)).isTrue();
            }
        }
        link.set(Weather.FAIR);
        what_is_said_arrives_both_ways();
    }

    @Test
    void what_is_dropped_one_way_arrives_when_the_way_is_open_again_and_the_other_way_stays_open() throws IOException {
        try (var caller = call();
                var called = target.accept()) {
            link.set(Weather.oneWay(true));
            caller.getOutputStream().write(7);
            called.setSoTimeout(NOT_NOW_MS);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> called.getInputStream().read());
            assertThat(passes(called, caller)).isTrue();
            link.set(Weather.FAIR);
            called.setSoTimeout(SOON_MS);
            assertThat(called.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void a_delay_is_added_to_what_passes() throws IOException {
        try (var caller = call();
                var called = target.accept()) {
            link.set(Weather.slow(Duration.ofMillis(NOT_NOW_MS)));
            var begun = System.nanoTime();
            assertThat(passes(caller, called)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(NOT_NOW_MS));
        }
    }

    @Test
    void without_a_target_a_caller_is_sent_away() throws IOException {
        target.close();
        try (var caller = call()) {
            assertThat(isBroken(caller)).isTrue();
        }
    }

    private Socket call() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), link.port());
    }

    private static boolean passes(Socket from, Socket to) throws IOException {
        from.getOutputStream().write(42);
        to.setSoTimeout(SOON_MS);
        return to.getInputStream().read() == 42;
    }

    private static boolean isBroken(Socket socket) throws IOException {
        socket.setSoTimeout(SOON_MS);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
