package io.prego.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class CommandLimitFilterTest {

    private static final Duration IN_TIME = Duration.ofMillis(75);
    private static final Duration LATE = IN_TIME.plusNanos(1);

    private final AtomicLong nanos = new AtomicLong();
    private final CommandLimitFilter filter = new CommandLimitFilter(2, 10, IN_TIME, nanos::get);

    @Test
    void one_more_than_are_worked_on_at_once_is_told_to_come_again() throws Exception {
        var last = together("POST", 3, LATE);
        assertThat(last.getStatus()).isEqualTo(503);
        assertThat(last.getHeader("Retry-After")).isEqualTo("1");
        assertThat(last.getContentAsString()).contains("\"overloaded\"").contains("nothing was done");
        assertThat(together("DELETE", 2, LATE).getStatus()).isEqualTo(200);
    }

    @Test
    void while_answers_are_in_time_more_are_worked_on_at_once_and_late_ones_take_that_back() throws Exception {
        assertThat(together("POST", 8, IN_TIME).getStatus()).isEqualTo(503);
        for (var i = 0; i < 8; i++) {
            together("POST", 10, IN_TIME);
        }
        assertThat(together("PUT", 10, IN_TIME).getStatus()).isEqualTo(200);
        assertThat(together("PUT", 11, IN_TIME).getStatus()).isEqualTo(503);
        for (var i = 0; i < 8; i++) {
            together("POST", 10, LATE);
        }
        assertThat(together("POST", 3, LATE).getStatus()).isEqualTo(503);
    }

    @Test
    void reads_are_not_counted() throws Exception {
        assertThat(together("GET", 20, LATE).getStatus()).isEqualTo(200);
    }

    @Test
    void what_ends_with_an_exception_leaves_its_place() throws Exception {
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> filter.doFilter(request("POST"), new MockHttpServletResponse(), (_, _) -> {
                        throw new ServletException("fault");
                    }))
                    .hasMessage("fault");
        }
        assertThat(together("POST", 2, IN_TIME).getStatus()).isEqualTo(200);
    }

    /** So many requests, each begun while all before it are under way; returns what the last of them got. */
    private MockHttpServletResponse together(String method, int many, Duration took)
            throws IOException, ServletException {
        var last = new MockHttpServletResponse[1];
        begin(method, many, took, last);
        return last[0];
    }

    private void begin(String method, int more, Duration took, MockHttpServletResponse[] last)
            throws IOException, ServletException {
        var answer = new MockHttpServletResponse();
        last[0] = answer;
        filter.doFilter(request(method), answer, (_, _) -> {
            if (more > 1) {
                begin(method, more - 1, took, last);
            } else {
                nanos.addAndGet(took.toNanos());
            }
        });
        if (answer.getStatus() == 503) {
            nanos.addAndGet(took.toNanos()); // Of those that are under way.
        }
    }

    private static MockHttpServletRequest request(String method) {
        return new MockHttpServletRequest(method, "/v1/tenants");
    }
}
