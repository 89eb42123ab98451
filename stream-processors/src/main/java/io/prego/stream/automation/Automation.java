package io.prego.stream.automation;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What is done about events. All methods are called by one thread. A failure ends the instance; the next one starts at the
 * offsets that were settled, so whatever came after them comes again: every effect must bear being repeated.
 */
public interface Automation extends AutoCloseable {

    /** This partition is read from now on; {@code end} is where it ended at this moment. */
    void assigned(TopicPartition partition, long end);

    /** Another reader has the partition from now on. */
    void revoked(TopicPartition partition);

    /** The next events of the family, in order within each partition. */
    void handle(List<IncomingEvent> events) throws Exception;

    /** Every partition has been read and handled up to this offset; called after each poll, with events or without. */
    void read(TopicPartition partition, long position);

    /**
     * Called again and again, with events or without.
     *
     * @param position the next offset to be read
     * @return the offset below which everything is done for ever; at most {@code position}
     */
    long settled(TopicPartition partition, long position);

    /** False while it has enough to do. */
    boolean takesMore();

    /** Ends in good order within seconds; what was not finished comes again at the next start. */
    void drain() throws InterruptedException;

    @Override
    void close();
}
