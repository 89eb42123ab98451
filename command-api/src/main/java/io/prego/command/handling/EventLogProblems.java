package io.prego.command.handling;

import io.prego.edge.problem.EdgeProblems;
import io.prego.eventlog.EventLogFull;
import io.prego.eventlog.EventLogUnavailable;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a caller hears when the log cannot take his command now. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EventLogProblems {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** It is unknown whether the command holds; the same idempotency key finds out. */
    @ExceptionHandler(EventLogUnavailable.class)
    ResponseEntity<Object> unavailable() {
        return EdgeProblems.unavailable(
                        "The event log is out of reach. Whether the command holds is unknown: repeat it with its key.")
                .toResponse();
    }

    @ExceptionHandler(EventLogFull.class)
    ResponseEntity<Object> full() {
        return EdgeProblems.OVERLOADED
                .because("More commands wait than can be taken. Nothing was done.")
                .retryAfter(RETRY_AFTER)
                .toResponse();
    }
}
