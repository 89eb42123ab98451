package io.prego.projection.engine;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Where projections get their clients from. They connect when they are used. */
interface KafkaAccess {

    /** Reads what is committed and nothing else; it is a member of no group and throws where an offset is lost. */
    Consumer<String, byte[]> consumer(int recordsMax);

    /** The same, for jumping to and fro: a jump waits for the fetch that is under way at the place before. */
    Consumer<String, byte[]> seekingConsumer(int recordsMax);

    /** Asks what a group has committed and remembers whom to ask, which an admin client does not; it is no member of it. */
    Consumer<String, byte[]> onlooker(String group);

    /** Makes its transactions the only ones under its id; gives up on one after 5 s. */
    Producer<String, byte[]> producer(String transactionalId);

    Admin admin();
}
