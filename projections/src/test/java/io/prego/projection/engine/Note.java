package io.prego.projection.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One version of a small state, as text {@code id,position,words}. */
record Note(String id, long position, String words) {

    static final String CREATE_TABLE = """
        CREATE TABLE read.note (
            id text, valid_from bigint, valid_to bigint, words text NOT NULL CHECK (words <> 'refused'),
            PRIMARY KEY (id, valid_from))
        """;

    static final Table<Note> TABLE = Table.ofVersions(
            "read.note",
            Column.text("id", Note::id),
            Column.bigint("valid_from", Note::position),
            List.of(Column.text("words", Note::words)));

    static Note of(ConsumerRecord<String, byte[]> record) {
        return of(record.value());
    }

    static Note of(byte[] value) {
        var cells = new String(value, UTF_8).split(",", 3);
        return new Note(cells[0], Long.parseLong(cells[1]), cells[2]);
    }

    ProducerRecord<String, byte[]> toRecord(String topic) {
        return new ProducerRecord<>(
                topic, id, "%s,%d,%s".formatted(id, position, words).getBytes(UTF_8));
    }

    static Projection<Note> projection(Input input) {
        return projection(input, Note::of);
    }

    static Projection<Note> projection(Input input, Function<ConsumerRecord<String, byte[]>, Note> row) {
        return new Projection<>("note", 1, input, row, TABLE);
    }
}
