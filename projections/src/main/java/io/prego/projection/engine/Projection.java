package io.prego.projection.engine;

import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One read model: where its rows come from, what a record becomes, and how a batch of rows is stored. The engine does
 * the rest.
 *
 * @param name lower-case letters and underscores; the key of everything that is stored about it
 * @param version of the mapping and the table; rows of another version are never mixed with these
 * @param row what a record becomes; whatever it throws parks the record's key
 * @param table stores rows set-wise; must change nothing for rows that it has already
 */
public record Projection<T>(
        String name, int version, Input input, Function<ConsumerRecord<String, byte[]>, T> row, Table<T> table) {}
