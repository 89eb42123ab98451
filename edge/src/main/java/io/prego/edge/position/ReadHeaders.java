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
 */
public record ReadHeaders(
        long projectionPosition, Duration lag, @Nullable Long streamVersion) {

    public static final String PROJECTION_POSITION = "X-Projection-Position";
    public static final String PROJECTION_LAG_MS = "X-Projection-Lag-Ms";

    public static ReadHeaders at(long projectionPosition, Duration lag) {
        return new ReadHeaders(projectionPosition, lag, null);
    }

    public ReadHeaders version(long streamVersion) {
        return new ReadHeaders(projectionPosition, lag, streamVersion);
    }

    public HttpHeaders http() {
        var headers = new HttpHeaders();
        headers.set(PROJECTION_POSITION, Long.toString(projectionPosition));
        headers.set(PROJECTION_LAG_MS, Long.toString(lag.toMillis()));
        if (streamVersion != null) {
            headers.setETag("\"" + streamVersion + "\"");
        }
        return headers;
    }
}
