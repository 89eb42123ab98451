package io.prego.event;

/**
 * A kind of stream and where its events are published.
 *
 * @param idTag the tag whose value is the stream's id
 * @param keyTag the tag whose value is the record key: events that share it keep their order
 */
public record StreamType(String name, String topic, String idTag, String keyTag) {}
