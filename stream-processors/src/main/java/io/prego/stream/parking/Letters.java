package io.prego.stream.parking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import io.prego.event.deadletter.ParkingMark;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Tells the outside what is parked: operators by dead letters, readers of the feed by marks in it. */
final class Letters {

    /** Below what a broker takes by default, by far more than the headers need. */
    private static final int VALUE_BYTES_MAX = 900 << 10;

    private final ProcessorContext<String, byte[]> context;
    private final String feedSink;
    private final String letterSink;

    /** @param feedSink the node that writes the versions of the state */
    Letters(ProcessorContext<String, byte[]> context, String feedSink, String letterSink) {
        this.context = context;
        this.feedSink = feedSink;
        this.letterSink = letterSink;
    }

    /** With the record itself. */
    void send(String key, DeadLetter letter, Record<String, byte[]> record) {
        Headers headers = new RecordHeaders(record.headers());
        byte @Nullable [] value = record.value();
        if (value != null && value.length > VALUE_BYTES_MAX) {
            add(headers, Map.of(DeadLetterHeaders.OMITTED_BYTES, Integer.toString(value.length)));
            value = null;
        }
        forward(key, value, headers, letter);
    }

    /** How the letter stands now. */
    void send(String key, DeadLetter letter) {
        forward(key, null, new RecordHeaders(), letter);
    }

    private void forward(String key, byte @Nullable [] value, Headers headers, DeadLetter letter) {
        add(headers, DeadLetterHeaders.of(letter));
        context.forward(record(key, value, headers), letterSink);
    }

    /** @param word as of {@link ParkingMark} */
    void mark(String key, String word) {
        Headers headers = new RecordHeaders();
        add(headers, Map.of(ParkingMark.HEADER, word));
        context.forward(record(key, null, headers), feedSink);
    }

    @SuppressWarnings("NullAway") // Kafka's record takes a value that is null.
    private Record<String, byte[]> record(String key, byte @Nullable [] value, Headers headers) {
        return new Record<>(key, value, context.currentSystemTimeMs(), headers);
    }

    private static void add(Headers headers, Map<String, String> texts) {
        texts.forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
    }
}
