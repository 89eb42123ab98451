package io.prego.command.handling;

import io.prego.edge.position.CommandHeaders;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.Problem;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** What becomes of an {@link Outcome} over HTTP; the parts that differ are the body and the problem of a refusal. */
public final class Answers {

    private Answers() {}

    /** The answer for an outcome, with {@code X-Event-Position}, {@code ETag} and {@code Idempotent-Replayed}. */
    public static <R> ResponseEntity<?> of(
            Outcome<R> outcome, Function<Outcome.Done<R>, ResponseEntity<?>> done, Function<R, Problem> problem) {
        return switch (outcome) {
            case Outcome.Done<R> it -> done.apply(it);
            case Outcome.Refused<R> refused -> refused(problem.apply(refused.reason()), refused);
            case Outcome.KeyReused<R> _ ->
                EdgeProblems.IDEMPOTENCY_KEY_REUSED
                        .because("Send a new key with a new request.")
                        .toResponse();
            case Outcome.VersionMismatch<R> it ->
                EdgeProblems.PRECONDITION_FAILED
                        .because("Read the current version first.")
                        .header(CommandHeaders.EVENT_POSITION, Long.toString(it.position()))
                        .header(HttpHeaders.ETAG, "\"%d\"".formatted(it.streamVersion()))
                        .toResponse();
            case Outcome.Contended<R> _ ->
                EdgeProblems.CONFLICT.because("Try again.").toResponse();
        };
    }

    private static ResponseEntity<?> refused(Problem problem, Outcome.Refused<?> refused) {
        var positioned = refused.position() == 0
                ? problem
                : problem.header(CommandHeaders.EVENT_POSITION, Long.toString(refused.position()));
        return (refused.replayed() ? positioned.header(CommandHeaders.REPLAYED, "true") : positioned).toResponse();
    }

    /** The headers of a command that holds. */
    public static CommandHeaders headers(Outcome.Done<?> done) {
        var headers = CommandHeaders.at(done.position()).replayed(done.replayed());
        return done.streamVersion() == 0 ? headers : headers.version(done.streamVersion());
    }
}
