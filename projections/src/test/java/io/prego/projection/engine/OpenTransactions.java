package io.prego.projection.engine;

import java.util.Random;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Holds back the last stable offset of a feed's partitions: transactions that stay open for a while and are aborted. */
final class OpenTransactions implements AutoCloseable {

    private final Feed feed;
    private final Producer<String, byte[]> producer;
    private boolean open;

    OpenTransactions(Feed feed) {
        this.feed = feed;
        this.producer = feed.producer();
        producer.initTransactions();
    }

    /** Opens a transaction, writes more into it or aborts it. */
    void stir(Random random) {
        if (open && random.nextInt(3) == 0) {
            producer.abortTransaction();
            open = false;
            return;
        }
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
        producer.send(new ProducerRecord<>(feed.topic(), random.nextInt(4), "open", new byte[] {'?'}));
        producer.flush();
    }

    @Override
    public void close() {
        if (open) {
            producer.abortTransaction();
        }
        producer.close();
    }
}
