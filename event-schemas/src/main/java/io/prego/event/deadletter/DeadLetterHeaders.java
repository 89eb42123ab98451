package io.prego.event.deadletter;

import io.prego.event.codec.UndecodableEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dead letter as headers of a record, names to UTF-8 values. Law: {@code read(of(l), any)} is {@code l}. */
public final class DeadLetterHeaders {

    public static final String REASON = "dead_letter_reason";
    public static final String TOPIC = "dead_letter_topic";
    public static final String PARTITION = "dead_letter_partition";
    public static final String OFFSET = "dead_letter_offset";
    public static final String CONSUMER = "dead_letter_consumer";
    /** Stands where the value had to be left out, since with these headers it is larger than the broker takes. */
    public static final String OMITTED_BYTES = "dead_letter_omitted_bytes";

    private static final String POSITION = "dead_letter_position";
    private static final String EVENT_TYPE = "dead_letter_event_type";
    private static final String CAUSE = "dead_letter_cause";
    private static final String ERROR = "dead_letter_error";
    private static final String PARKED_AT = "dead_letter_parked_at";
    private static final String STATE = "dead_letter_state";
    private static final String TRIES = "dead_letter_tries";
    private static final String BEHIND = "dead_letter_behind";

    /** Who wrote letters before letters named their writer. */
    private static final String FIRST_WRITER = "prego-command-api";

    private DeadLetterHeaders() {}

    public static Map<String, String> of(DeadLetter letter) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(CONSUMER, letter.consumer());
        headers.put(TOPIC, letter.place().topic());
        headers.put(PARTITION, Integer.toString(letter.place().partition()));
        headers.put(OFFSET, Long.toString(letter.place().offset()));
        if (letter.position() != null) {
            headers.put(POSITION, Long.toString(letter.position()));
        }
        if (letter.eventType() != null) {
            headers.put(EVENT_TYPE, letter.eventType());
        }
        headers.put(CAUSE, letter.poison().cause().word());
        headers.put(ERROR, letter.poison().error());
        headers.put(REASON, letter.poison().reason());
        headers.put(PARKED_AT, letter.parkedAt().toString());
        headers.put(STATE, letter.state().word());
        headers.put(TRIES, Integer.toString(letter.tries()));
        headers.put(BEHIND, Long.toString(letter.behind()));
        return headers;
    }

    /**
     * The letter of a record, or {@link UndecodableEvent} when it is none.
     *
     * @param written when the record was
     */
    public static DeadLetter read(Map<String, String> headers, Instant written) {
        try {
            return new DeadLetter(
                    headers.getOrDefault(CONSUMER, FIRST_WRITER),
                    new RecordPlace(
                            header(headers, TOPIC),
                            Integer.parseInt(header(headers, PARTITION)),
                            Long.parseLong(header(headers, OFFSET))),
                    number(headers.get(POSITION)),
                    headers.get(EVENT_TYPE),
                    new Poison(
                            PoisonCause.of(headers.getOrDefault(CAUSE, PoisonCause.REFUSED.word())),
                            headers.getOrDefault(ERROR, ""),
                            header(headers, REASON)),
                    headers.containsKey(PARKED_AT) ? Instant.parse(header(headers, PARKED_AT)) : written,
                    LetterState.of(headers.getOrDefault(STATE, LetterState.PARKED.word())),
                    Integer.parseInt(headers.getOrDefault(TRIES, "1")),
                    Long.parseLong(headers.getOrDefault(BEHIND, "0")));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UndecodableEvent("a header of the dead letter is malformed", e);
        }
    }

    private static @Nullable Long number(@Nullable String header) {
        return header == null ? null : Long.valueOf(header);
    }

    private static String header(Map<String, String> headers, String name) {
        var value = headers.get(name);
        if (value == null) {
            throw new UndecodableEvent("the header %s is missing".formatted(name));
        }
        return value;
    }
}
