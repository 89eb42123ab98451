package io.prego.projection.engine;

import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One version of one read model: where its rows come from, what a record becomes, and how a batch of rows is stored. The
 * engine does the rest. Where it is given several versions of one name, the newest is built beside the one that answers
 * and takes its place.
 *
 * @param name lower-case letters and underscores; the key of everything that is stored about it
 * @param version of the fold, the mapping and the table; rows of another version are never mixed with these
 * @param row what a record becomes; whatever it throws parks the record's key
 * @param table stores rows set-wise; must change nothing for rows that it has already
 */
public record Projection<T>(
        String name, int version, Input input, Function<ConsumerRecord<String, byte[]>, T> row, Table<T> table) {

    /** The same, with its rows in a table of the same name in another schema. */
    Projection<T> in(String schema) {
        return new Projection<>(name, version, input, row, table.in(schema));
    }

    /** As which it parks records and is told to try them again. */
    String consumer() {
        return "prego-projection-" + name;
    }
}
