package io.prego.projection.deadletter;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.ProblemType;
import io.prego.event.deadletter.LetterState;
import io.prego.projection.deadletter.LetterReader.Kept;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /internal/dead-letters/{id}/redrive}. Its consumer tries the record again, and then those behind it; how it
 * went stands in the letter. Asked twice before that, the second time finds nothing to do or fails again.
 */
@RestController
final class RedriveDeadLetterEndpoint {

    static final ProblemType NOT_PARKED = new ProblemType(409, "not_parked", "The record does not wait for a redrive.");

    private static final Pattern ID = Pattern.compile("dlt_[0-9a-f]{32}");

    private final LetterReader letters;
    private final RedriveSender redrives;

    RedriveDeadLetterEndpoint(LetterReader letters, RedriveSender redrives) {
        this.letters = letters;
        this.redrives = redrives;
    }

    /** @param consumer who will try the record again */
    record Accepted(String id, String consumer) {}

    @PostMapping("/internal/dead-letters/{id}/redrive")
    ResponseEntity<?> redrive(@PathVariable("id") String id) throws InterruptedException {
        var kept = find(id);
        if (kept.isEmpty()) {
            return EdgeProblems.NOT_FOUND
                    .because("There is no such dead letter.")
                    .toResponse();
        }
        var letter = kept.get().letter();
        if (letter.state() == LetterState.REDRIVEN) {
            return NOT_PARKED
                    .because("It was redriven, and its record was processed.")
                    .toResponse();
        }
        send(kept.get());
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(new Accepted(id, letter.consumer()));
    }

    private Optional<Kept> find(String id) {
        try {
            return ID.matcher(id).matches() ? letters.find(id) : Optional.empty();
        } catch (SQLException e) {
            throw EdgeProblems.unavailable("The database is out of reach.").toException();
        }
    }

    private void send(Kept kept) throws InterruptedException {
        try {
            redrives.send(kept);
        } catch (KafkaException e) {
            throw EdgeProblems.unavailable("Kafka is out of reach.").toException();
        }
    }
}
