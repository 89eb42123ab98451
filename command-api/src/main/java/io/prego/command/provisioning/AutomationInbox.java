package io.prego.command.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.Topics;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.command.CommandMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the commands topic: commands for one target in order, those for different targets side by side. A batch is
 * committed once all of it is done, so a crash repeats it, and nodes of one group share the partitions. What cannot be
 * read as a command is counted and logged, and stays in the topic.
 */
final class AutomationInbox implements SmartLifecycle {

    static final String GROUP = "prego-command-api";

    private static final Logger LOG = LoggerFactory.getLogger(AutomationInbox.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int BATCH_MAX = 500;

    private final String bootstrapServers;
    private final AutomationCommands commands;
    private final Counter unreadable;
    private volatile boolean running;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private @Nullable Thread thread;

    AutomationInbox(String bootstrapServers, AutomationCommands commands, MeterRegistry metrics) {
        this.bootstrapServers = bootstrapServers;
        this.commands = commands;
        this.unreadable = metrics.counter("prego.commands.unreadable");
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("automation-inbox").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        var worker = thread;
        if (worker != null) {
            try {
                worker.join(Duration.ofSeconds(10));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (var reading = new KafkaConsumer<String, byte[]>(settings())) {
                consumer = reading;
                reading.subscribe(List.of(Topics.COMMANDS));
                read(reading);
            } catch (WakeupException _) {
                // stop() asked for it.
            } catch (KafkaException | IllegalStateException e) {
                LOG.warn("the commands topic is read again in {}: {}", RETRY, e.getMessage());
                pause();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> reading) throws InterruptedException {
        while (running) {
            var records = reading.poll(POLL);
            if (!records.isEmpty()) {
                handle(records);
                reading.commitSync();
            }
        }
    }

    private void handle(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        var byTarget = new LinkedHashMap<String, List<CommandMessage>>();
        for (var command : records) {
            var message = message(command);
            if (message != null) {
                byTarget.computeIfAbsent(message.command().targetId(), _ -> new ArrayList<>())
                        .add(message);
            }
        }
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<?>>();
            byTarget.values()
                    .forEach(messages -> futures.add(workers.submit(() -> messages.forEach(commands::handle))));
            for (var future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a command could not be handled: " + e.getCause(), e.getCause());
        }
    }

    private @Nullable CommandMessage message(ConsumerRecord<String, byte[]> command) {
        try {
            var headers = new HashMap<String, String>();
            command.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
            return CommandMessage.read(headers, command.value());
        } catch (UndecodableEvent e) {
            unreadable.increment();
            LOG.error("no command: {}-{} at {}", command.topic(), command.partition(), command.offset(), e);
            return null;
        }
    }

    @SuppressWarnings("BusyWait") // Between attempts only; stop() ends the wait by its own bound.
    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        } catch (InterruptedException _) {
            running = false;
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                GROUP,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "max.poll.records",
                BATCH_MAX,
                "key.deserializer",
                org.apache.kafka.common.serialization.StringDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "session.timeout.ms",
                6_000,
                "heartbeat.interval.ms",
                2_000);
    }
}
