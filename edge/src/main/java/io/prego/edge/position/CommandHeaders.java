package io.prego.edge.position;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The headers of a command's answer: {@code ResponseEntity.accepted().headers(CommandHeaders.at(7).location(…).http())}.
 *
 * @param eventPosition of the last event that the command appended or on which its answer rests
 * @param streamVersion for {@code ETag}; null when the answer is about no single stream
 * @param replayed whether the answer was rebuilt for a repeated request
 * @param location path of what was made; null when nothing was
 */
public record CommandHeaders(
        long eventPosition,
        @Nullable Long streamVersion,
        boolean replayed,
        @Nullable String location) {

    public static final String EVENT_POSITION = "X-Event-Position";
    public static final String REPLAYED = "Idempotent-Replayed";

    public static CommandHeaders at(long eventPosition) {
        return new CommandHeaders(eventPosition, null, false, null);
    }

    public CommandHeaders version(long streamVersion) {
        return new CommandHeaders(eventPosition, streamVersion, replayed, location);
    }

    public CommandHeaders replayed(boolean replayed) {
        return new CommandHeaders(eventPosition, streamVersion, replayed, location);
    }

    public CommandHeaders location(String location) {
        return new CommandHeaders(eventPosition, streamVersion, replayed, location);
    }

    public HttpHeaders http() {
        var headers = new HttpHeaders();
        headers.set(EVENT_POSITION, Long.toString(eventPosition));
        if (streamVersion != null) {
            headers.setETag("\"" + streamVersion + "\"");
        }
        if (replayed) {
            headers.set(REPLAYED, "true");
        }
        if (location != null) {
            headers.set(HttpHeaders.LOCATION, location);
        }
        return headers;
    }
}
