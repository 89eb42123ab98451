package io.prego.edge.position;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The headers of a read's answer: {@code ResponseEntity.ok().headers(ReadHeaders.at(7, lag).http()).body(…)}.
 *
 * @param projectionPosition up to which the read model holds everything
 * @param lag how far it is behind the log; zero when it is not
 * @param streamVersion for {@code ETag}; null for lists
 * @param parked why records that belong into the answer are parked, in one word; null when none is
 */
public record ReadHeaders(
        long projectionPosition,
        Duration lag,
        @Nullable Long streamVersion,
        @Nullable String parked) {

    public static final String PROJECTION_POSITION = "X-Projection-Position";
    public static final String PROJECTION_LAG_MS = "X-Projection-Lag-Ms";
    public static final String PROJECTION_PARKED = "X-Projection-Parked";

    public static ReadHeaders at(long projectionPosition, Duration lag) {
        return new ReadHeaders(projectionPosition, lag, null, null);
    }

    public ReadHeaders version(long streamVersion) {
        return new ReadHeaders(projectionPosition, lag, streamVersion, parked);
    }

    public ReadHeaders parked(@Nullable String parked) {
        return new ReadHeaders(projectionPosition, lag, streamVersion, parked);
    }

    public HttpHeaders http() {
        var headers = new HttpHeaders();
        headers.set(PROJECTION_POSITION, Long.toString(projectionPosition));
        headers.set(PROJECTION_LAG_MS, Long.toString(lag.toMillis()));
        if (streamVersion != null) {
            headers.setETag("\"" + streamVersion + "\"");
        }
        if (parked != null) {
            headers.set(PROJECTION_PARKED, parked);
        }
        return headers;
    }
}
