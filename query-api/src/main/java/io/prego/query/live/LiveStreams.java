package io.prego.query.live;

import io.prego.edge.problem.EdgeProblems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * All open streams of this node: never more than the settings allow, and all ended before the web server stops, so that
 * it need not wait for them. Thread-safe.
 */
public final class LiveStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    // A reader that takes nothing cannot be told that the node stops; the server cuts it when this is over.
    private static final Duration FAREWELL_MAX = Duration.ofSeconds(2);
    private static final long CALL_EVERY_MS = 20;

    private final LiveSettings settings;
    private final Semaphore places;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running = true;

    public LiveStreams(LiveSettings settings) {
        this.settings = settings;
        this.places = new Semaphore(settings.streamsMax());
    }

    /**
     * An answer that goes on until its reader leaves or this node stops; throws a 503 when there is no place for it.
     *
     * @param response of the request, since the stream that Spring hands on does not flush
     * @param feed made once there is a place
     */
    public ResponseEntity<StreamingResponseBody> answer(
            HttpHeaders headers, HttpServletResponse response, Supplier<Feed> feed) {
        if (!running) {
            throw EdgeProblems.unavailable("This node is stopping.").toException();
        }
        if (!places.tryAcquire()) {
            throw EdgeProblems.OVERLOADED
                    .because("All %d streams of this node are taken.".formatted(settings.streamsMax()))
                    .retryAfter(RETRY_AFTER)
                    .toException();
        }
        return ok(headers).body(_ -> {
            try {
                tell(feed.get(), response.getOutputStream());
            } finally {
                places.release();
            }
        });
    }

    /** The answer to {@code HEAD}: the headers of a stream without one. */
    public static ResponseEntity.BodyBuilder ok(HttpHeaders headers) {
        return ResponseEntity.ok()
                .headers(headers)
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no"); // Or nginx keeps events back until it has a buffer full.
    }

    private void tell(Feed feed, OutputStream out) {
        var stream = new LiveStream(feed, settings.heartbeat());
        open.add(stream);
        if (!running) {
            stream.end(); // Too late to be seen by whoever stops.
        }
        try {
            stream.writeTo(out);
        } catch (IOException e) {
            LOG.debug("a reader left its stream", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(stream);
            feed.end();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        var end = System.nanoTime() + FAREWELL_MAX.toNanos();
        try {
            while (!open.isEmpty() && System.nanoTime() < end) {
                open.forEach(LiveStream::end);
                TimeUnit.MILLISECONDS.sleep(CALL_EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
