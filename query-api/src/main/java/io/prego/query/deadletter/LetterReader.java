package io.prego.query.deadletter;

import io.prego.edge.paging.Page;
import io.prego.query.reading.Conditions;
import io.prego.query.reading.QueryDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads {@code read.dead_letter}. */
final class LetterReader {

    static final String MODEL = "dead_letter";

    private final JdbcClient database;

    LetterReader(QueryDatabase database) {
        this.database = database.client();
    }

    /** Up to {@link Page#fetch} letters behind the page's key, by id. */
    List<LetterView> list(@Nullable String consumer, @Nullable String state, @Nullable String key, Page page) {
        return new Conditions("true")
                .equal("consumer", consumer)
                .equal("state", state)
                .equal("record_key", key)
                .and("id > :after", "after", page.after())
                .with("fetch", page.fetch())
                .select(database, "SELECT * FROM read.dead_letter", "ORDER BY id LIMIT :fetch")
                .query((row, _) -> LetterView.of(row))
                .list();
    }
}
