/** Publishes the event log to Kafka: each event exactly once, in order, by one node at a time. */
@NullMarked
package io.prego.command.relay;

import org.jspecify.annotations.NullMarked;
