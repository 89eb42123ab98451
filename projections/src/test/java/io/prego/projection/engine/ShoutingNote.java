package io.prego.projection.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.projection.engine.Input.Upstream;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Version 2 of a note's fold and projection: the same state with one field more, as {@code shout|id,position,words}. */
record ShoutingNote(Note note, String shout) {

    private static final Table<ShoutingNote> TABLE = Table.ofVersions(
            "read.note",
            Column.text("id", it -> it.note().id()),
            Column.bigint("valid_from", it -> it.note().position()),
            List.of(Column.text("words", it -> it.note().words()), Column.text("shout", ShoutingNote::shout)));

    /** What the changed fold publishes of an event. */
    static byte[] fold(byte[] event) {
        var text = new String(event, UTF_8);
        return (text.split(",", 3)[2].toUpperCase(Locale.ROOT) + "!|" + text).getBytes(UTF_8);
    }

    static Projection<ShoutingNote> projection(Feed states, String group, Feed events) {
        var upstream = new Upstream(group, List.of(events.topic()));
        return new Projection<>("note", 2, Input.ofState(states.topic(), upstream), ShoutingNote::of, TABLE);
    }

    private static ShoutingNote of(ConsumerRecord<String, byte[]> record) {
        var parts = new String(record.value(), UTF_8).split("\\|", 2);
        return new ShoutingNote(Note.of(parts[1].getBytes(UTF_8)), parts[0]);
    }
}
