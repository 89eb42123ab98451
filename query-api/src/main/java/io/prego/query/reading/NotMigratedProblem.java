package io.prego.query.reading;

import io.prego.edge.problem.EdgeProblems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a caller hears while the log or the read models are still being made: 503 and when to come again. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class NotMigratedProblem {

    private static final Logger LOG = LoggerFactory.getLogger(NotMigratedProblem.class);

    /** The cause goes to the log: after the migrations it would be a mistake. */
    @ExceptionHandler(NotMigrated.class)
    ResponseEntity<Object> notMigrated(NotMigrated e) {
        LOG.warn(
                "a read is not possible yet: {}",
                String.valueOf(e.getMostSpecificCause().getMessage()));
        return EdgeProblems.unavailable("The log or the read models are still being made.")
                .toResponse();
    }
}
