package io.prego.command.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.command.eventlog.EventLogFull;
import io.prego.command.eventlog.EventLogUnavailable;
import io.prego.command.inbox.CommandTaker.Taken;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.command.CommandMessage;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one record to its end: done, or a dead letter that is acknowledged. Only a stop leaves it open. */
final class CommandTreatment {

    private static final Logger LOG = LoggerFactory.getLogger(CommandTreatment.class);
    private static final int CAUSES_MAX = 10;

    private final CommandTaker taker;
    private final DeadLetters deadLetters;
    private final InboxStatus status;

    CommandTreatment(CommandTaker taker, DeadLetters deadLetters, InboxStatus status) {
        this.taker = taker;
        this.deadLetters = deadLetters;
        this.status = status;
    }

    /** Whether the record is done with; false when patience ended first. */
    boolean treat(ConsumerRecord<byte[], byte[]> command, Patience patience) {
        try {
            for (var tries = 1; patience.lasts(); tries++) {
                var waitsFor = attempt(command);
                if (waitsFor == null) {
                    return true;
                }
                status.waits(command, waitsFor);
                if (tries == 1) {
                    LOG.warn("{} is tried again: {}", place(command), waitsFor);
                }
                patience.pause(tries);
            }
            return false;
        } finally {
            status.goesOn(command);
        }
    }

    /** Null when the record is done with, else why it is not. */
    private @Nullable String attempt(ConsumerRecord<byte[], byte[]> command) {
        return switch (take(command)) {
            case Taken.Settled _ -> null;
            case Taken.NotYet notYet -> notYet.reason();
            case Taken.Impossible impossible -> bury(command, impossible.reason());
        };
    }

    private Taken take(ConsumerRecord<byte[], byte[]> command) {
        try {
            return taker.take(message(command));
        } catch (RuntimeException e) {
            if (passes(e)) {
                return new Taken.NotYet(words(e));
            }
            LOG.error("{} cannot be done", place(command), e);
            return new Taken.Impossible(words(e));
        }
    }

    private @Nullable String bury(ConsumerRecord<byte[], byte[]> command, String reason) {
        try {
            deadLetters.bury(command, reason);
        } catch (KafkaException e) {
            return "the dead letters are out of reach: " + words(e);
        }
        status.buried();
        LOG.warn("{} is a dead letter: {}", place(command), reason);
        return null;
    }

    private static CommandMessage message(ConsumerRecord<byte[], byte[]> command) {
        byte @Nullable [] value = command.value();
        if (value == null) {
            throw new UndecodableEvent("the record has no value");
        }
        var headers = new HashMap<String, String>();
        for (var header : command.headers()) {
            byte @Nullable [] text = header.value();
            if (text != null) {
                headers.put(header.key(), new String(text, UTF_8));
            }
        }
        return CommandMessage.read(headers, value);
    }

    /** The bus may wrap what the log threw. */
    private static boolean passes(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (var depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof EventLogUnavailable || cause instanceof EventLogFull) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static String place(ConsumerRecord<?, ?> command) {
        return "%s-%d at %d".formatted(command.topic(), command.partition(), command.offset());
    }

    private static String words(RuntimeException thrown) {
        return "%s: %s".formatted(thrown.getClass().getSimpleName(), thrown.getMessage());
    }
}
