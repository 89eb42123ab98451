package io.prego.query.event;

import io.prego.query.live.Block;
import io.prego.query.live.EventTail;
import io.prego.query.live.Feed;
import io.prego.query.live.Told;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;

/** One reader's way through the log: what is recent from the shared tail, what is older from the log itself. */
final class EventFeed implements Feed {

    private static final int EVENTS_MAX = 100;
    // A reader of few events bookmarks where it is, or each return would scan what it had scanned.
    private static final int BOOKMARK_AFTER = 1_000;
    private static final int RECONNECT_AFTER_MS = 1_000;
    private static final Duration AWAY = Duration.ofMillis(500);

    private final EventTail tail;
    private final EventReader events;
    private final EventFilter filter;
    private final Start start;
    private long passed;
    private long known;

    EventFeed(EventTail tail, EventReader events, EventFilter filter, Start start) {
        this.tail = tail;
        this.events = events;
        this.filter = filter;
        this.start = start;
        this.passed = start.after();
        this.known = start.after();
        tail.join(start.head());
    }

    @Override
    public Block opening() {
        var after = ": what follows " + passed;
        var retry = "retry: " + RECONNECT_AFTER_MS;
        // Whoever named no place learns it before the first event: it may have to come back before there is one.
        return start.named() ? Block.of(after, retry) : Block.of(after, retry, "id: " + passed);
    }

    @Override
    public List<Block> next(Duration max) throws InterruptedException {
        var recent = tail.after(passed, EVENTS_MAX, max);
        var told = recent == null
                ? older()
                : recent.stream().filter(this::isWanted).toList();
        if (recent != null && !recent.isEmpty()) {
            passed = recent.getLast().event().position();
        }
        if (!told.isEmpty()) {
            known = told.getLast().event().position();
        }
        return told.stream().map(Told::block).toList();
    }

    private boolean isWanted(Told told) {
        return filter.holdsFor(told.event());
    }

    private List<Told> older() throws InterruptedException {
        try {
            var scan = events.scan(filter, passed, tail.last(), EVENTS_MAX);
            passed = scan.last();
            return scan.events().stream().map(tail::told).toList();
        } catch (DataAccessException e) {
            TimeUnit.MILLISECONDS.sleep(AWAY.toMillis()); // The tail tells the log of this server about it.
            return List.of();
        }
    }

    @Override
    public Block heartbeat() {
        var at = ": at " + passed;
        if (passed - known < BOOKMARK_AFTER) {
            return Block.of(at);
        }
        known = passed;
        return Block.of(at, "id: " + passed);
    }

    @Override
    public void wake() {
        tail.wake();
    }

    @Override
    public void end() {
        tail.leave();
    }
}
