package io.prego.query.reading;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.edge.problem.Problem;
import io.prego.edge.problem.ProblemException;
import io.prego.edge.request.AsOf;
import io.prego.edge.request.ReadRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * The rules of all reads: which state answers, how long it is waited for, and when something is absent. A read waits
 * {@link QuerySettings#waitMax} in all, then it is 503. Thread-safe.
 */
public final class Reads {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Watermarks watermarks;
    private final LogIndex log;
    private final Duration waitMax;

    public Reads(QueryDatabase database, LogIndex log, QuerySettings settings) {
        this.watermarks = new Watermarks(database.client());
        this.log = log;
        this.waitMax = settings.waitMax();
    }

    /**
     * Answers with one thing. A row that is new enough answers at once. A miss asks the log: 404 when it is not there
     * either, else the read model is waited for.
     *
     * @param find the row of the view, if the read model has one
     * @param begin the position from which on the thing is in the log; 0 when it is not there
     */
    public <T> ResponseEntity<?> one(
            String model, ReadRequest request, Function<View, Optional<Versioned<T>>> find, LongSupplier begin) {
        var deadline = Deadline.in(waitMax);
        var view = view(model, request);
        while (true) {
            var freshness = watermarks.freshness(model);
            var row = find.apply(view);
            var isReached = freshness.watermark() >= view.needed();
            if (row.isPresent() && (isReached || row.get().answers(view))) {
                return found(row.get(), view, freshness);
            }
            if (row.isEmpty()) {
                var from = view.asOf() == null ? begin.getAsLong() : view.asOf();
                if (from <= freshness.watermark() && (isReached || from == 0)) {
                    return absent(freshness);
                }
            }
            await(model, freshness, deadline);
        }
    }

    /** Waits until the read model holds what the request asks for, and says how far it is. */
    public Freshness reach(String model, View view) {
        var deadline = Deadline.in(waitMax);
        while (true) {
            var freshness = watermarks.freshness(model);
            if (freshness.watermark() >= view.needed()) {
                return freshness;
            }
            await(model, freshness, deadline);
        }
    }

    /** Resolves {@code as_of}: 400 when it lies above the head or in the future. */
    public View view(String model, ReadRequest request) {
        return view(request, position -> position <= watermarks.freshness(model).watermark() || position <= log.head());
    }

    /** As {@link #view}, for an answer that comes from the log itself. */
    public View viewOfLog(ReadRequest request, long head) {
        return view(request, position -> position <= head);
    }

    private View view(ReadRequest request, LongPredicate exists) {
        var asOf = position(request.asOf(), exists);
        var least = request.minEventPosition() == null ? 0 : request.minEventPosition();
        return new View(asOf, asOf == null ? least : Math.max(least, asOf));
    }

    private @Nullable Long position(@Nullable AsOf asOf, LongPredicate exists) {
        return switch (asOf) {
            case null -> null;
            case AsOf.Position at -> existing(at.position(), exists);
            case AsOf.Moment at -> past(log.positionAt(at.instant()));
        };
    }

    private static long existing(long position, LongPredicate exists) {
        if (!exists.test(position)) {
            throw refused("is above the head of the log");
        }
        return position;
    }

    private static long past(@Nullable Long position) {
        if (position == null) {
            throw refused("is in the future");
        }
        return position;
    }

    private void await(String model, Freshness freshness, Deadline deadline) {
        if (deadline.isOver() || Thread.currentThread().isInterrupted()) {
            throw EdgeProblems.PROJECTION_LAGGING
                    .because("The read model is at %d.".formatted(freshness.watermark()))
                    .retryAfter(RETRY_AFTER)
                    .toException();
        }
        watermarks.awaitChange(model, freshness.revision(), deadline.left());
    }

    private static <T> ResponseEntity<?> found(Versioned<T> row, View view, Freshness freshness) {
        var headers = freshness.headersOf(row.position(view));
        var version = row.streamVersion();
        return ResponseEntity.ok()
                .headers((version == null ? headers : headers.version(version)).http())
                .body(row.body());
    }

    /** 404 with the headers of a read. */
    public static ResponseEntity<Object> absent(Freshness freshness) {
        Problem problem = EdgeProblems.NOT_FOUND.because("It is not in the log.");
        for (var header : freshness.headers().http().headerSet()) {
            problem = problem.header(header.getKey(), header.getValue().getFirst());
        }
        return problem.toResponse();
    }

    private static ProblemException refused(String message) {
        return EdgeProblems.invalid(InputError.query("as_of", message)).toException();
    }

    private record Deadline(long nanos) {

        static Deadline in(Duration time) {
            return new Deadline(System.nanoTime() + time.toNanos());
        }

        boolean isOver() {
            return nanos - System.nanoTime() <= 0;
        }

        Duration left() {
            return Duration.ofNanos(nanos - System.nanoTime());
        }
    }
}
