package io.prego.projection.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads all inputs from where the second generation's rows end up to a mark that lies behind the first generation's
 * watermark: several readers beside one another, so that one prepares rows while the database stores another's.
 */
final class Filling {

    private static final int READERS_MAX = 4;

    private final Means means;
    private final Projection<?> second;
    private final BuildSession session;
    private final Pace pace;
    private final Running running;
    private final List<FillReader> readers;

    /** @param second with its rows in the second generation's table */
    Filling(Means means, Projection<?> second, BuildSession session, Pace pace, Running running) {
        this.means = means;
        this.second = second;
        this.session = session;
        this.pace = pace;
        this.running = running;
        var count = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, READERS_MAX);
        this.readers = IntStream.range(0, count)
                .mapToObj(number ->
                        new FillReader(means, second, session.build(), new FillReader.Share(number, count), pace))
                .toList();
    }

    /**
     * Fills until the mark is reached, or returns earlier when the work shall end.
     *
     * @param firstWatermark the position that the second generation has to hold too
     */
    void fill(long firstWatermark) throws SQLException, InterruptedException {
        var finder = new MarkFinder(means.kafka(), means.progress(), second.input(), firstWatermark - 1, () -> {});
        var search = Thread.ofVirtual().name("marks-build-" + second.name()).start(finder);
        var factory = Thread.ofPlatform()
                .daemon()
                .name("fill-" + second.name() + "-", 0)
                .factory();
        try (var threads = Executors.newThreadPerTaskExecutor(factory)) {
            var ends = new ExecutorCompletionService<@Nullable Void>(threads);
            readers.forEach(ends::submit);
            try {
                attend(ends, finder);
            } finally {
                readers.forEach(FillReader::stop);
            }
        } finally {
            search.interrupt();
        }
    }

    private void attend(CompletionService<@Nullable Void> ends, MarkFinder finder)
            throws SQLException, InterruptedException {
        var mark = (Mark) null;
        var isSaid = false;
        for (var open = readers.size(); open > 0; ) {
            open -= ended(ends);
            if (running.ended()) {
                return;
            }
            if (mark == null) {
                mark = finder.next();
                tell(mark);
            }
            pace.filled(FillReader.part(readers));
            if (mark == null && isAllRead() && !isSaid) {
                isSaid = true;
                session.say("waits until what is published is folded into "
                        + second.input().topics());
            }
            session.report(pace.report());
        }
        if (mark != null) {
            session.write(mark.position(), 0, _ -> {});
        }
    }

    private boolean isAllRead() {
        return FillReader.part(readers) >= 1;
    }

    private void tell(@Nullable Mark mark) {
        if (mark != null) {
            readers.forEach(reader -> reader.readTo(mark));
        }
    }

    private int ended(CompletionService<@Nullable Void> ends) throws SQLException, InterruptedException {
        var end = ends.poll(means.settings().heartbeat().dividedBy(5).toMillis(), TimeUnit.MILLISECONDS);
        if (end == null) {
            return 0;
        }
        try {
            end.get();
            return 1;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
    }
}
