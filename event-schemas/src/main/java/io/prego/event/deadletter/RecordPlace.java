package io.prego.event.deadletter;

/** Where a record stands in Kafka. */
public record RecordPlace(String topic, int partition, long offset) {}
