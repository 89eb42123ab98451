package io.prego.command.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Has the commands of the commands topic done, from the start of the node to its stop. Nodes of one group share the
 * partitions. Whatever goes wrong with reading is tried again after a pause.
 */
public final class AutomationInbox implements SmartLifecycle {

    static final String GROUP = "prego-command-api";

    private static final Logger LOG = LoggerFactory.getLogger(AutomationInbox.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final String bootstrapServers;
    private final String group;
    private final CommandTaker taker;
    private final InboxStatus status;
    private volatile Patience patience = new Patience();
    private volatile @Nullable InboxReader reader;
    private volatile @Nullable Thread thread;

    public AutomationInbox(String bootstrapServers, CommandTaker taker, MeterRegistry metrics) {
        this(bootstrapServers, GROUP, taker, metrics);
    }

    AutomationInbox(String bootstrapServers, String group, CommandTaker taker, MeterRegistry metrics) {
        this.bootstrapServers = bootstrapServers;
        this.group = group;
        this.taker = taker;
        this.status = new InboxStatus(metrics);
    }

    /** With the reason in words and the number of dead letters since the start. */
    public HealthIndicator health() {
        return new InboxHealth(status);
    }

    @Override
    public void start() {
        patience = new Patience();
        thread = Thread.ofPlatform().name("automation-inbox").start(this::run);
    }

    @Override
    public void stop() {
        patience.end();
        var reading = reader;
        if (reading != null) {
            reading.end();
        }
        var worker = thread;
        if (worker != null) {
            try {
                var _ = worker.join(STOP_WITHIN);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        var failures = 0;
        while (patience.lasts()) {
            try {
                read();
            } catch (WakeupException _) {
                // stop() asked for it.
            } catch (RuntimeException e) {
                failures = status.trouble() == null ? 1 : failures + 1;
                status.fails("the commands topic cannot be read: " + e.getMessage());
                LOG.warn("the commands topic is read again in a moment: {}", e.toString());
                patience.pause(failures);
            }
        }
        status.fails("stopped");
    }

    private void read() {
        try (var letters = new DeadLetters(bootstrapServers);
                var reading = new InboxReader(
                        bootstrapServers,
                        group,
                        new CommandTreatment(taker, letters, status, group, new KeptCommands(bootstrapServers)),
                        status)) {
            reader = reading;
            if (patience.lasts()) {
                reading.read();
            }
        } finally {
            reader = null;
        }
    }
}
