package io.prego.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The harness has to notice what a candidate does wrong. */
class WorkloadTest {

    private static final Load SHARED = new Load(Benchmark.CONFLICTS, 2, 50, 1, 4, 10);
    private static final Load APART = new Load(Benchmark.APPEND, 10, 4, 1, 4, 10);

    /** Counters in memory. */
    private static class Counters implements Candidate {

        final Map<String, Long> values = new ConcurrentHashMap<>();
        final AtomicLong events = new AtomicLong();

        @Override
        public void create(String id, String note) {
            values.put(id, 0L);
            events.incrementAndGet();
        }

        @Override
        public void change(String id, String note) throws Exception {
            values.merge(id, 1L, Long::sum);
            events.incrementAndGet();
        }

        @Override
        public long storedEvents() {
            return events.get();
        }

        @Override
        public double storedPayloadBytes() {
            return 10;
        }

        @Override
        public long storedValue(String id) {
            return values.getOrDefault(id, -1L);
        }

        @Override
        public void close() {}
    }

    @Test
    void every_command_is_counted_and_timed() throws Exception {
        var measured = new Workload(new Counters(), APART, 1).measure();
        assertThat(measured.commands()).isEqualTo(50);
        assertThat(measured.events()).isEqualTo(50);
        assertThat(measured.lost()).isZero();
        assertThat(measured.nanos()).isPositive();
    }

    @Test
    void a_lost_update_is_seen() throws Exception {
        var forgetful = new Counters() {
            @Override
            public void change(String id, String note) throws Exception {
                super.change(id, note);
                if (events.get() == 20) {
                    values.merge(id, -1L, Long::sum);
                }
            }
        };
        assertThat(new Workload(forgetful, SHARED, 1).measure().lost()).isPositive();
    }

    @Test
    void an_event_that_is_not_stored_is_seen() throws Exception {
        var dropping = new Counters() {
            @Override
            public long storedEvents() {
                return super.storedEvents() / 2;
            }
        };
        assertThat(new Workload(dropping, APART, 1).measure().lost()).isEqualTo(25);
    }

    @Test
    void a_lost_race_is_tried_again_and_counted() throws Exception {
        var contended = new Counters() {
            private final AtomicLong asked = new AtomicLong();

            @Override
            public void change(String id, String note) throws Exception {
                if (asked.incrementAndGet() % 10 == 0) {
                    throw new Conflicted(new IllegalStateException("another was first"));
                }
                super.change(id, note);
            }
        };
        var measured = new Workload(contended, SHARED, 1).measure();
        assertThat(measured.commands()).isEqualTo(100);
        assertThat(measured.conflicts()).isEqualTo(11);
        assertThat(measured.lost()).isZero();
    }

    @Test
    void a_command_that_fails_ends_the_run() {
        var failing = new Counters() {
            @Override
            public void change(String id, String note) {
                throw new IllegalStateException("out of order");
            }
        };
        assertThatThrownBy(() -> new Workload(failing, APART, 1).measure()).hasRootCauseMessage("out of order");
    }

    @Test
    void the_same_seed_gives_the_same_ids_and_notes() {
        assertThat(Ids.of(7, 3)).isEqualTo(Ids.of(7, 3)).doesNotHaveDuplicates();
        assertThat(Ids.of(8, 3)).doesNotContainAnyElementsOf(Ids.of(7, 3));
        assertThat(Stream.of(7, 8, 300).flatMap(seed -> Ids.of(seed, 300).stream()))
                .isSorted()
                .allMatch(id -> id.length() == 32);
        assertThat(new Notes(7, 20).next()).isEqualTo(new Notes(7, 20).next()).hasSize(20);
    }
}
