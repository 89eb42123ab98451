package io.prego.query.event;

import io.prego.edge.paging.Page;
import io.prego.event.EventRow;
import io.prego.query.reading.Conditions;
import io.prego.query.reading.Listing;
import io.prego.query.reading.QueryDatabase;
import io.prego.query.reading.Versioned;
import io.prego.query.reading.View;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads {@code read.event}, and for streams the log itself. */
final class EventReader {

    static final String MODEL = "event";

    private static final String SELECT = "SELECT " + EventRow.COLUMNS + " FROM read.event e";
    private static final String SELECT_LOGGED = "SELECT " + EventRow.COLUMNS + " FROM log.event e";
    // Readers of the past leave connections and the database to all others.
    private static final int SCANS_MAX = 4;
    private static final int SCANNED_MAX = 10_000;

    private final JdbcClient database;
    private final Semaphore scans = new Semaphore(SCANS_MAX, true);

    EventReader(QueryDatabase database) {
        this.database = database.client();
    }

    Optional<Versioned<EventView>> find(UUID eventId, View view) {
        return new Conditions("event_id = :event_id")
                .with("event_id", eventId)
                .and("position <= :as_of", "as_of", view.asOf())
                .select(database, SELECT, "")
                .query((row, _) -> EventRow.current(row))
                .optional()
                .map(event -> new Versioned<>(event.position(), null, null, EventView.of(event)));
    }

    /** The events of a filter, oldest first; nothing beyond the view's last position, since there may still be gaps. */
    Listing<EventView> listing(EventFilter filter, @Nullable Long from, @Nullable Long to, Page page) {
        return new Listing<>(
                page,
                view -> list(filter, from, to == null ? view.last() : Math.min(to, view.last()), page),
                event -> Long.toString(event.envelope().position()));
    }

    private List<EventView> list(EventFilter filter, @Nullable Long from, long last, Page page) {
        return filter.addTo(new Conditions("position <= :last"))
                .with("last", last)
                .and("position >= :from", "from", from)
                .and("position > :after", "after", after(page))
                .with("fetch", page.fetch())
                .select(database, SELECT, "ORDER BY position LIMIT :fetch")
                .query((row, _) -> EventView.of(EventRow.current(row)))
                .list();
    }

    /**
     * The events of a filter in the part of the log that follows a position, waiting for its turn.
     *
     * @param head not beyond what is in the log without a gap
     */
    Scan scan(EventFilter filter, long after, long head, int eventsMax) throws InterruptedException {
        var last = Math.min(after + SCANNED_MAX, head);
        scans.acquire();
        try {
            var found = filter.addTo(new Conditions("position > :after AND position <= :last"))
                    .with("after", after)
                    .with("last", last)
                    .with("fetch", eventsMax)
                    .select(database, SELECT_LOGGED, "ORDER BY position LIMIT :fetch")
                    .query((row, _) -> EventRow.current(row))
                    .list();
            return new Scan(
                    found, found.size() < eventsMax ? last : found.getLast().position());
        } finally {
            scans.release();
        }
    }

    private static @Nullable Long after(Page page) {
        return page.after() == null ? null : Long.valueOf(page.after());
    }
}
