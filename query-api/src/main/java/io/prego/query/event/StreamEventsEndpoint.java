package io.prego.query.event;

import static io.prego.query.event.Start.LAST_EVENT_ID;

import io.prego.edge.body.Answers;
import io.prego.edge.position.ReadHeaders;
import io.prego.query.live.EventTail;
import io.prego.query.live.LiveStreams;
import io.prego.query.reading.LogIndex;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * {@code GET /internal/events/stream}: the log as it grows, as server-sent events. Each event comes once, in order of
 * position; whoever comes back with {@code Last-Event-ID} goes on where it was. It tells of the log itself and not of a
 * read model, so it has no {@code as_of}.
 */
@RestController
final class StreamEventsEndpoint {

    private final EventTail tail;
    private final EventReader events;
    private final LogIndex log;
    private final LiveStreams streams;

    StreamEventsEndpoint(EventTail tail, EventReader events, LogIndex log, LiveStreams streams) {
        this.tail = tail;
        this.events = events;
        this.log = log;
        this.streams = streams;
    }

    @GetMapping("/internal/events/stream")
    @Answers(MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<StreamingResponseBody> stream(
            HttpMethod method,
            HttpServletResponse response,
            @ModelAttribute EventFilter filter,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId) {
        var start = Start.of(lastEventId, from, log);
        var headers = ReadHeaders.at(start.head(), Duration.ZERO).http();
        return method.equals(HttpMethod.HEAD)
                ? LiveStreams.ok(headers).build()
                : streams.answer(headers, response, () -> new EventFeed(tail, events, filter, start));
    }
}
