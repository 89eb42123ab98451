package io.prego.event.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.CloudEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one record that one consumer could not process. Each version is a record of
 * {@link io.prego.event.Topics#DEAD_LETTERS}, keyed as the record itself, and the last one counts; the first of each try
 * carries the record's value and headers too. A record of {@link io.prego.event.Topics#REDRIVES} is the letter whose
 * record shall be tried again.
 *
 * @param consumer the consumer group or application id
 * @param position of the event; null when it has none that can be read
 * @param eventType null likewise
 * @param parkedAt when it failed first
 * @param tries that have failed, from 1
 * @param behind how many records of the same key wait behind it
 */
public record DeadLetter(
        String consumer,
        RecordPlace place,
        @Nullable Long position,
        @Nullable String eventType,
        Poison poison,
        Instant parkedAt,
        LetterState state,
        int tries,
        long behind) {

    private static final int ID_BYTES = 16;
    private static final int TYPE_CHARACTERS_MAX = 200;

    /** The first version of a letter; position and type are taken from the record's own headers. */
    public static DeadLetter parked(
            String consumer, RecordPlace place, Map<String, String> headers, Poison poison, Instant at) {
        return new DeadLetter(
                consumer,
                place,
                position(headers.get(CloudEvent.POSITION)),
                type(headers.get(CloudEvent.TYPE)),
                poison,
                at,
                LetterState.PARKED,
                1,
                0);
    }

    /** The same for the same record and consumer, however often it is parked: {@code dlt_} and 32 hexadecimal digits. */
    public String id() {
        var name = String.join(
                "\n", consumer, place.topic(), Integer.toString(place.partition()), Long.toString(place.offset()));
        return "dlt_" + HexFormat.of().formatHex(sha256(name), 0, ID_BYTES);
    }

    public DeadLetter withBehind(long waiting) {
        return new DeadLetter(consumer, place, position, eventType, poison, parkedAt, state, tries, waiting);
    }

    public DeadLetter redriven() {
        return new DeadLetter(consumer, place, position, eventType, poison, parkedAt, LetterState.REDRIVEN, tries, 0);
    }

    public DeadLetter parkedAgain(Poison now) {
        return new DeadLetter(
                consumer, place, position, eventType, now, parkedAt, LetterState.PARKED_AGAIN, tries + 1, behind);
    }

    private static @Nullable Long position(@Nullable String header) {
        try {
            return header == null ? null : Long.valueOf(header);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static @Nullable String type(@Nullable String header) {
        return header == null ? null : header.substring(0, Math.min(header.length(), TYPE_CHARACTERS_MAX));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
