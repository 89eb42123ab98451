package io.prego.stream.provisioning;

import io.prego.event.command.CommandMessage;
import io.prego.stream.automation.CommandSender;
import io.prego.stream.running.Backoff;
import io.prego.stream.running.FailureLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of this process, each on a virtual thread and a bounded number of them at once. One thread starts runs and
 * takes those that ended; {@link #drain} and {@link #close} are called by it too.
 */
final class LocalRuns implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(LocalRuns.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    /** How long runs may go on after a stop; the rest begin again at the next start. */
    private static final long DRAIN_SECONDS = 3;

    private final LocalPipeline pipeline;
    private final CommandSender commands;
    private final int inFlightMax;
    private final Semaphore places;
    private final FailureLog failures = new FailureLog(LOGGER);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<LocalJob, Future<?>> running = new HashMap<>();
    private final ConcurrentLinkedQueue<LocalJob> ended = new ConcurrentLinkedQueue<>();

    LocalRuns(LocalPipeline pipeline, CommandSender commands, int inFlightMax) {
        this.pipeline = pipeline;
        this.commands = commands;
        this.inFlightMax = inFlightMax;
        places = new Semaphore(inFlightMax);
    }

    /** Runs the job unless this attempt of it runs already. */
    void start(LocalJob job, CommandMessage confirmation) {
        running.computeIfAbsent(job, _ -> threads.submit(() -> run(job, confirmation)));
    }

    /** Interrupts the run of this attempt, if it is one of ours that has not ended. */
    void stop(LocalJob job) {
        var run = running.get(job);
        if (run != null && run.cancel(true)) {
            running.remove(job);
        }
    }

    /** Whether twice as many runs as may work at once are here: then a full set waits for places. */
    boolean isFull() {
        return running.size() >= 2 * inFlightMax;
    }

    /** The jobs whose runs ended since the last call, well or refused. An interrupted run has not ended. */
    List<LocalJob> takeEnded() {
        var taken = new ArrayList<LocalJob>();
        for (var job = ended.poll(); job != null; job = ended.poll()) {
            running.remove(job);
            taken.add(job);
        }
        return taken;
    }

    private void run(LocalJob job, CommandMessage confirmation) {
        try {
            places.acquire();
            try {
                confirm(confirmation);
                pipeline.run(job);
            } finally {
                places.release();
            }
            ended.add(job);
        } catch (PipelineReports.Refused e) {
            LOGGER.warn("the run {} was refused and stops: {}", job.runId(), e.getMessage());
            ended.add(job);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOGGER.error("the run {} broke; it begins again at the next start", job.runId(), e);
        }
    }

    private void confirm(CommandMessage confirmation) throws InterruptedException {
        for (var tries = 1; ; tries++) {
            try {
                commands.send(confirmation).get();
                return;
            } catch (ExecutionException | KafkaException e) {
                failures.warn("a confirmation will be repeated", e);
                Thread.sleep(BACKOFF.after(tries));
            }
        }
    }

    void drain() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
            LOGGER.info("runs that have not ended begin again at the next start");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
