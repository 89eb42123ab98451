package io.prego.projection.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends the letters that are stored. A crash between the two sends a letter again, which changes nothing: it is a version
 * of the same id. An owner that was replaced is fenced by its successor's first letter. Connects when it is first used.
 * For one thread.
 */
final class LetterSending implements AutoCloseable {

    private static final int LETTERS_MAX = 500;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final KafkaAccess kafka;
    private final String consumer;
    private @Nullable Producer<String, byte[]> open;

    LetterSending(KafkaAccess kafka, String consumer) {
        this.kafka = kafka;
        this.consumer = consumer;
    }

    void sendAll(ParkingTable stored) throws SQLException {
        var letters = stored.unsent(LETTERS_MAX);
        while (!letters.isEmpty()) {
            send(letters);
            stored.forgetSent(letters.getLast().number());
            letters = stored.unsent(LETTERS_MAX);
        }
    }

    private void send(List<ParkingTable.Unsent> letters) {
        var producer = producer();
        producer.beginTransaction();
        for (var letter : letters) {
            var record = new ProducerRecord<String, byte[]>(Topics.DEAD_LETTERS, letter.key(), null);
            letter.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
            var _ = producer.send(record); // What fails is thrown by the commit.
        }
        producer.commitTransaction();
    }

    private Producer<String, byte[]> producer() {
        var producer = open;
        if (producer == null) {
            producer = kafka.producer(consumer + "-letters");
            open = producer;
            producer.initTransactions();
        }
        return producer;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close(CLOSE_LIMIT);
        }
    }
}
