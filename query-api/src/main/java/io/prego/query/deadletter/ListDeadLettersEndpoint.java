package io.prego.query.deadletter;

import static io.prego.query.deadletter.LetterReader.MODEL;

import io.prego.edge.paging.Page;
import io.prego.event.deadletter.LetterState;
import io.prego.query.reading.Reads;
import io.prego.query.reading.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /internal/dead-letters}: what consumers could not process, as it stands now. Letters are no events of the log,
 * so there is no {@code as_of}.
 */
@RestController
final class ListDeadLettersEndpoint {

    private final LetterReader letters;
    private final Reads reads;

    ListDeadLettersEndpoint(LetterReader letters, Reads reads) {
        this.letters = letters;
        this.reads = reads;
    }

    @GetMapping("/internal/dead-letters")
    ResponseEntity<?> list(
            @RequestParam(name = "consumer", required = false) @Nullable String consumer,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "key", required = false) @Nullable String key,
            Page page) {
        var wanted = Words.parse("state", state, LetterState.class);
        var freshness = reads.now(MODEL);
        return ResponseEntity.ok()
                .headers(freshness.headers().http())
                .body(page.items(letters.list(consumer, wanted, key, page), LetterView::id));
    }
}
