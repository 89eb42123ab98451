package io.prego.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.torture.history.Answer;
import io.prego.torture.history.Call;
import io.prego.torture.history.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final Log EMPTY = new Log(List.of());
    private static final Call JOBS = Call.get("/internal/jobs?limit=1");

    private final List<Exchange> heard = new ArrayList<>();

    @Test
    void of_all_reads_of_a_client_two_show_that_it_went_back() {
        for (var i = 1; i <= 500; i++) {
            read("a", i);
            read("b", 2 * i);
        }
        read("a", 7);
        read("b", 2_000);

        assertThat(shown()).hasSize(2).first().asString().contains(" a GET /internal/jobs");
        assertThat(shown()).last().asString().startsWith("#1000 a GET /internal/jobs");
    }

    @Test
    void what_was_told_within_a_millisecond_may_be_newer_at_another_node() {
        readAt(0, 1_000_000, 5);
        readAt(1_999_999, 2_500_000, 4);
        assertThat(found()).isEmpty();
        readAt(2_000_000, 3_000_000, 4);
        assertThat(found()).hasSize(1);
    }

    @Test
    void an_acknowledgement_of_what_is_not_there_shows_it_alone() {
        for (var i = 1; i <= 30; i++) {
            read("a", i);
        }
        add("a", Call.post("/v1/tenants", "{}").under("k1"), new Answer(503, Map.of(), "{}"));
        add("a", Call.post("/v1/tenants", "{}").under("k1"), new Answer(202, Map.of(), "{}"));

        assertThat(shown()).singleElement().asString().startsWith("#31 a POST /v1/tenants key k1");
    }

    @Test
    void of_requests_of_any_shape_those_that_mention_it_are_told() {
        add("fuzz", Call.get("/internal/events?limit=5&nobody=knows"), new Answer(200, Map.of(), "no JSON"));
        add("fuzz", Call.of("GET", "/v1/jobs/job_1?as_of=x"), new Answer(500, Map.of(), ""));

        var told = Evidence.of(Violation.of("no fault", "500", "job_1"), EMPTY, heard);

        assertThat(told.lines().skip(1)).singleElement().asString().contains("#1 fuzz GET /v1/jobs/job_1");
    }

    /** The exchanges in the evidence of the first violation that is found. */
    private List<String> shown() {
        assertThat(found()).isNotEmpty();
        return Evidence.shortest(found().getFirst(), EMPTY, heard)
                .lines()
                .skip(1)
                .map(String::strip)
                .toList();
    }

    private List<Violation> found() {
        return Checker.ofHeard(EMPTY, Replay.of(EMPTY), heard);
    }

    private void read(String client, long position) {
        add(client, JOBS, at(position));
    }

    private void readAt(long sent, long answered, long position) {
        heard.add(new Exchange(heard.size(), "a", JOBS, sent, answered, at(position)));
    }

    private static Answer at(long position) {
        return new Answer(200, Map.of("x-projection-position", Long.toString(position)), "{}");
    }

    /** A millisecond after the one before. */
    private void add(String client, Call call, Answer answer) {
        var now = TimeUnit.MILLISECONDS.toNanos(heard.size());
        heard.add(new Exchange(heard.size(), client, call, now, now, answer));
    }
}
