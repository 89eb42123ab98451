package io.prego.event;

import io.prego.kernel.Tag;

/**
 * One entry of the catalogue.
 *
 * @param name such as {@code tenant.activated}
 */
public record EventType(String name, Class<? extends DomainEvent> event, StreamType stream) {

    /** The id of the stream that this fact belongs to. */
    public String streamId(DomainEvent fact) {
        return value(fact, stream.idTag());
    }

    private String value(DomainEvent fact, String key) {
        return fact.tags().stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("%s carries no tag %s".formatted(name, key)));
    }
}
