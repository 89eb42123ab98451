package io.prego.command.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.command.inbox.CommandTaker.Taken;
import io.prego.event.Topics;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.command.CommandMessage;
import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.deadletter.Poison;
import io.prego.event.deadletter.PoisonCause;
import io.prego.event.deadletter.RecordPlace;
import io.prego.eventlog.EventLogFull;
import io.prego.eventlog.EventLogUnavailable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one record to its end: done, or a dead letter that is acknowledged. Only a stop leaves it open. A redrive offers
 * its command once more.
 */
final class CommandTreatment {

    private static final Logger LOG = LoggerFactory.getLogger(CommandTreatment.class);
    private static final int CAUSES_MAX = 10;

    private final CommandTaker taker;
    private final DeadLetters deadLetters;
    private final InboxStatus status;
    private final String group;
    private final KeptCommands kept;

    CommandTreatment(CommandTaker taker, DeadLetters deadLetters, InboxStatus status, String group, KeptCommands kept) {
        this.group = group;
        this.kept = kept;
        this.taker = taker;
        this.deadLetters = deadLetters;
        this.status = status;
    }

    /** Whether the record is done with; false when patience ended first. */
    boolean treat(ConsumerRecord<byte[], byte[]> record, Patience patience) {
        if (!record.topic().equals(Topics.REDRIVES)) {
            return treat(record, null, patience);
        }
        var letter = wanted(record);
        var command = letter == null ? null : kept.find(letter.place());
        return command == null || treat(command, letter, patience);
    }

    /** The letter of this inbox that a redrive names; null when it is another consumer's or none at all. */
    private @Nullable DeadLetter wanted(ConsumerRecord<byte[], byte[]> redrive) {
        try {
            var letter = DeadLetterHeaders.read(texts(redrive), Instant.ofEpochMilli(redrive.timestamp()));
            return letter.consumer().equals(group) && letter.place().topic().equals(Topics.COMMANDS) ? letter : null;
        } catch (UndecodableEvent e) {
            LOG.warn("{} is no redrive: {}", place(redrive), e.getMessage());
            return null;
        }
    }

    /** @param known the letter that it has already; null when it is offered for the first time */
    private boolean treat(ConsumerRecord<byte[], byte[]> command, @Nullable DeadLetter known, Patience patience) {
        try {
            for (var tries = 1; patience.lasts(); tries++) {
                var waitsFor = attempt(command, known);
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
    private @Nullable String attempt(ConsumerRecord<byte[], byte[]> command, @Nullable DeadLetter known) {
        Taken taken;
        try {
            taken = taker.take(message(command));
        } catch (RuntimeException e) {
            if (passes(e)) {
                return words(e);
            }
            LOG.error("{} cannot be done", place(command), e);
            var cause = e instanceof UndecodableEvent ? PoisonCause.UNDECODABLE : PoisonCause.FAILED;
            return bury(command, known, Poison.of(cause, e));
        }
        return switch (taken) {
            case Taken.Settled _ -> known == null ? null : close(command, known);
            case Taken.NotYet notYet -> notYet.reason();
            case Taken.Impossible impossible ->
                bury(command, known, new Poison(PoisonCause.REFUSED, "Impossible", impossible.reason()));
        };
    }

    private @Nullable String bury(ConsumerRecord<byte[], byte[]> command, @Nullable DeadLetter known, Poison poison) {
        var letter = known == null ? first(command, poison) : known.parkedAgain(poison);
        try {
            deadLetters.bury(command, letter);
        } catch (KafkaException e) {
            return outOfReach(e);
        }
        status.buried();
        LOG.warn("{} is a dead letter: {}", place(command), poison.reason());
        return null;
    }

    private @Nullable String close(ConsumerRecord<byte[], byte[]> command, DeadLetter known) {
        try {
            deadLetters.close(command, known);
            return null;
        } catch (KafkaException e) {
            return outOfReach(e);
        }
    }

    private static String outOfReach(KafkaException e) {
        return "the dead letters are out of reach: " + words(e);
    }

    private DeadLetter first(ConsumerRecord<byte[], byte[]> command, Poison poison) {
        var stands = new RecordPlace(command.topic(), command.partition(), command.offset());
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return DeadLetter.parked(group, stands, texts(command), poison, now);
    }

    private static CommandMessage message(ConsumerRecord<byte[], byte[]> command) {
        byte @Nullable [] value = command.value();
        if (value == null) {
            throw new UndecodableEvent("the record has no value");
        }
        return CommandMessage.read(texts(command), value);
    }

    private static Map<String, String> texts(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        for (var header : record.headers()) {
            byte @Nullable [] text = header.value();
            if (text != null) {
                headers.put(header.key(), new String(text, UTF_8));
            }
        }
        return headers;
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
