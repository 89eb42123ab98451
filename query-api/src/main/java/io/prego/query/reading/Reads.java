package io.prego.query.reading;

import io.prego.edge.paging.Items;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.edge.problem.Problem;
import io.prego.edge.problem.ProblemException;
import io.prego.edge.request.AsOf;
import io.prego.edge.request.ReadRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * The rules of all reads: which state answers, how long it is waited for, and when something is absent. A read waits
 * {@link QuerySettings#waitMax} in all, then it is 503. Thread-safe.
 */
public final class Reads {

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
     * either, else the read model is waited for. What the read model has passed without making a row of it is 503.
     */
    public <T> ResponseEntity<?> one(String model, ReadRequest request, Sought<T> sought) {
        var waiting = waiting(model);
        return new OneRead<>(watermarks, model, sought, view(model, request), waiting).answer();
    }

    /** Answers with one page of a list, once the read model holds what the request asks for. */
    public <T> ResponseEntity<?> list(String model, ReadRequest request, Listing<T> listing) {
        return list(model, view(model, request), listing);
    }

    /**
     * As above, of a view that is resolved.
     *
     * @param keys of the records that the page is made of, when they are few; else none
     */
    public <T> ResponseEntity<?> list(String model, View view, Listing<T> listing, String... keys) {
        var freshness = reach(model, view, keys);
        return page(freshness, listing.of(view.needing(freshness.watermark())));
    }

    /**
     * As {@link #list}, from what the read model holds by now; empty where that is less than the request asks for, or where
     * no item of the page is the one that is sought.
     */
    public <T> Optional<ResponseEntity<?>> listWith(
            Predicate<T> sought, String model, View view, Listing<T> listing, String... keys) {
        var freshness = watermarks.freshness(model, List.of(keys), view.needed());
        if (freshness.watermark() < view.needed()) {
            return Optional.empty();
        }
        var items = listing.of(view.needing(freshness.watermark()));
        return items.items().stream().anyMatch(sought) ? Optional.of(page(freshness, items)) : Optional.empty();
    }

    private static <T> ResponseEntity<Items<T>> page(Freshness freshness, Items<T> items) {
        return ResponseEntity.ok().headers(freshness.headers().http()).body(items);
    }

    /**
     * Waits until the read model holds what the request asks for, and says how far it is.
     *
     * @param keys of the records that the answer is made of, when they are few; else none, and any that is parked is told
     */
    public Freshness reach(String model, View view, String... keys) {
        var waiting = waiting(model);
        while (true) {
            var freshness = watermarks.freshness(model, List.of(keys), view.needed());
            if (freshness.watermark() >= view.needed()) {
                return keys.length == 0 ? freshness.withAnyParked() : freshness;
            }
            waiting.forWatermark(view.needed(), freshness);
        }
    }

    /** How far the read model is, whatever that is. */
    public Freshness now(String model) {
        return watermarks.freshness(model, List.of(), 0);
    }

    private Waiting waiting(String model) {
        return new Waiting(watermarks, log, model, waitMax);
    }

    /** Resolves {@code as_of}: 400 when it lies above the head or in the future. */
    public View view(String model, ReadRequest request) {
        return view(
                request,
                position -> watermarks.isKnownInLog(position)
                        || position <= now(model).watermark()
                        || position <= log.head());
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
}
