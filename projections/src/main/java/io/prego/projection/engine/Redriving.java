package io.prego.projection.engine;

import io.prego.event.Topics;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.deadletter.DeadLetter;
import io.prego.event.deadletter.DeadLetterHeaders;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries parked keys again when it is told to, and tells how dead letters stand. For one thread. */
final class Redriving<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Redriving.class);

    private final Projection<T> projection;
    private final OwnerSession session;
    private final ParkedLetters letters;
    private final ParkedReading reading;
    private final LetterSending sending;

    Redriving(Projection<T> projection, OwnerSession session, KafkaAccess kafka, ParkedLetters letters) {
        this.projection = projection;
        this.session = session;
        this.letters = letters;
        this.reading = new ParkedReading(kafka, session);
        this.sending = new LetterSending(kafka, projection.consumer());
    }

    /**
     * Obeys the redrives among the records and returns the others. A redrive that a crash makes come again finds its key
     * released, or fails again.
     */
    List<ConsumerRecord<String, byte[]>> obey(List<ConsumerRecord<String, byte[]>> records) throws SQLException {
        var others = new ArrayList<ConsumerRecord<String, byte[]>>(records.size());
        for (var record : records) {
            if (!record.topic().equals(Topics.REDRIVES)) {
                others.add(record);
                continue;
            }
            var wanted = wanted(record);
            if (wanted != null) {
                redrive(Parked.key(record), wanted);
            }
        }
        return others;
    }

    /** The letter to be redriven; null when it is another consumer's or none at all. */
    private @Nullable DeadLetter wanted(ConsumerRecord<String, byte[]> record) {
        try {
            var letter = DeadLetterHeaders.read(TextHeaders.of(record), Instant.ofEpochMilli(record.timestamp()));
            return letter.consumer().equals(projection.consumer()) ? letter : null;
        } catch (UndecodableEvent e) {
            LOG.warn("a record of {} is no redrive: {}", Topics.REDRIVES, e.getMessage());
            return null;
        }
    }

    private void redrive(String key, DeadLetter wanted) throws SQLException {
        var letter = letters.byKey().get(key);
        if (letter != null && letter.id().equals(wanted.id())) {
            letters.accept(key, new KeyReplay<>(projection, session, reading).replay(key, letter));
        } else {
            // Rows that were built anew know nothing of it: then the letter alone is open.
            session.write(null, 0, writes -> writes.parking().post(key, wanted.redriven()));
            letters.tell();
        }
    }

    /** Sends what was stored of letters since. */
    void tell() throws SQLException {
        if (letters.hasNews()) {
            sending.sendAll(session.parking());
            letters.sent();
        }
    }

    @Override
    public void close() {
        reading.close();
        sending.close();
    }
}
