package io.prego.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutagesTest {

    private static final long SECOND = 1_000_000_000;

    private final Logger log = (Logger) LoggerFactory.getLogger(Outages.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.setLevel(Level.WARN);
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void leave() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void an_outage_is_one_line_at_once_and_one_every_ten_seconds_with_the_count() {
        var now = new AtomicLong(5);
        var outages = new Outages(now::get);

        for (var second = 0; second < 20; second++) {
            for (var i = 0; i < 100; i++) {
                outages.met(new SQLException("gone"));
            }
            now.addAndGet(SECOND);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        first -> assertThat(first).contains("last such line: 1:"),
                        second -> assertThat(second).contains("last such line: 1000:"));
    }
}
