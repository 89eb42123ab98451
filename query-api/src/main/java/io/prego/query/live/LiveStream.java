package io.prego.query.live;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/**
 * One open answer. What a reader does not take stays in its socket, and its own thread waits there: nothing is put aside
 * for it, and nobody else waits for it.
 */
final class LiveStream {

    private static final Block END = Block.of(": this node stops; come back with Last-Event-ID");

    private final Feed feed;
    private final Duration heartbeat;
    private volatile boolean ending;

    LiveStream(Feed feed, Duration heartbeat) {
        this.feed = feed;
        this.heartbeat = heartbeat;
    }

    /** Writes until the node stops; throws when the reader is gone, or took nothing for as long as the server allows. */
    void writeTo(OutputStream out) throws IOException, InterruptedException {
        write(List.of(feed.opening()), out);
        var written = System.nanoTime();
        while (!ending) {
            var silent = System.nanoTime() - written;
            var blocks =
                    silent < heartbeat.toNanos() ? feed.next(heartbeat.minusNanos(silent)) : List.of(feed.heartbeat());
            if (!blocks.isEmpty()) {
                write(blocks, out);
                written = System.nanoTime();
            }
        }
        write(List.of(END), out);
    }

    private static void write(List<Block> blocks, OutputStream out) throws IOException {
        for (var block : blocks) {
            block.writeTo(out);
        }
        out.flush();
    }

    /** To be called until the stream has ended: one that is just about to wait does not hear it the first time. */
    void end() {
        ending = true;
        feed.wake();
    }
}
