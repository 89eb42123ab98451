package io.prego.compose;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What anybody's Kafka client makes of a record, with nothing of ours but the schema route. */
final class ForeignConsumer {

    private static final int HEADER_BYTES = 5;

    private final Client client;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    ForeignConsumer(Client client) {
        this.client = client;
    }

    GenericRecord decode(ConsumerRecord<String, byte[]> event) {
        var value = ByteBuffer.wrap(event.value());
        if (value.get() != 0) {
            throw new AssertionError("no magic byte in " + event);
        }
        var schema = schemas.computeIfAbsent(
                value.getInt(),
                id -> new Schema.Parser().parse(client.get("/schemas/ids/" + id).text("schema")));
        try {
            var body = event.value().length - HEADER_BYTES;
            var decoder = DecoderFactory.get().binaryDecoder(event.value(), HEADER_BYTES, body, null);
            return new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
