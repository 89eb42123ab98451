package io.prego.query.reading;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** One request for one thing, from its arrival to its answer. For one thread. */
final class OneRead<T> {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Watermarks watermarks;
    private final String model;
    private final Sought<T> sought;
    private final View view;
    private final Waiting waiting;
    private @Nullable Origin origin;

    OneRead(Watermarks watermarks, String model, Sought<T> sought, View view, Waiting waiting) {
        this.watermarks = watermarks;
        this.model = model;
        this.sought = sought;
        this.view = view;
        this.waiting = waiting;
    }

    ResponseEntity<?> answer() {
        var needed = view.needed();
        while (true) {
            // Before the row: whatever this watermark promises, the row that is then found is not older.
            var freshness = watermarks.freshness(model, sought.keys(), needed);
            var row = sought.find().apply(view);
            if (row.isEmpty()) {
                var begin = origin();
                if (!begin.isIn(view.asOf())) {
                    return Reads.absent(freshness);
                }
                if (begin.position() <= freshness.watermark()) {
                    return withheld(begin);
                }
                needed = Math.max(needed, begin.position());
                waiting.forRow(needed, freshness);
            } else if (freshness.watermark() >= view.needed() || row.get().answers(view)) {
                return found(row.get(), freshness);
            } else {
                waiting.forRow(needed, freshness);
            }
        }
    }

    private Origin origin() {
        var known = origin == null ? sought.origin().apply(view) : origin;
        origin = known;
        return known;
    }

    private ResponseEntity<?> found(Versioned<T> row, Freshness freshness) {
        var current = row.isFinal(view) ? freshness.withoutParked() : withOthers(row.body(), freshness);
        var headers = current.headersOf(row.position(view));
        var version = row.streamVersion();
        return ResponseEntity.ok()
                .headers((version == null ? headers : headers.version(version)).http())
                .body(row.body());
    }

    // Asked for only while something is parked, which is seldom.
    private Freshness withOthers(T body, Freshness freshness) {
        if (freshness.anyParked() == null || freshness.parked() != null) {
            return freshness;
        }
        var others = sought.others().apply(body);
        return others.isEmpty()
                ? freshness
                : freshness.withParked(watermarks.freshness(model, others, 0).parked());
    }

    // The read model has passed its first record and made no row of it, so the record, or one that it is folded from,
    // waits for an operator. It is in the log all the same.
    private ResponseEntity<?> withheld(Origin begin) {
        var freshness = watermarks.freshness(model, begin.keys(), begin.position());
        Problem problem = EdgeProblems.PROJECTION_LAGGING
                .because("It is in the log, but the read model could not take it in.")
                .retryAfter(RETRY_AFTER);
        for (var header : freshness.headers().http().headerSet()) {
            problem = problem.header(header.getKey(), header.getValue().getFirst());
        }
        return problem.toResponse();
    }
}
