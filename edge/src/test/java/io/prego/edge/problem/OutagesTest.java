package io.prego.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OutagesTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void an_outage_is_one_line_at_once_and_one_every_ten_seconds_with_the_count(CapturedOutput output) {
        var now = new AtomicLong(5);
        var outages = new Outages(now::get);

        for (var second = 0; second < 20; second++) {
            for (var i = 0; i < 100; i++) {
                outages.met(new SQLException("gone"));
            }
            now.addAndGet(SECOND);
        }

        assertThat(output.getAll().lines().filter(line -> line.contains("out of reach")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("last such line: 1:"),
                        second -> assertThat(second).contains("last such line: 1000:"));
    }
}
