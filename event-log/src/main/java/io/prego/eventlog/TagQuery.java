package io.prego.eventlog;

import java.util.Set;

/**
 * Asks for the events that carry all of some tags and, when types are given, are of one of them.
 *
 * <p>{@code TagQuery.of("job:job_1", "stage:dns")} matches an event with both tags (and any others), not one with
 * {@code job:job_1} alone. No tags and no types: every event.
 */
public record TagQuery(Set<String> tags, Set<String> types) {

    public TagQuery {
        tags = Set.copyOf(tags);
        types = Set.copyOf(types);
        tags.forEach(tag -> NewEvent.requireStorable("tag", tag));
        types.forEach(type -> NewEvent.requireStorable("type", type));
    }

    /** All of these tags, any type. */
    public static TagQuery of(String... tags) {
        return new TagQuery(Set.of(tags), Set.of());
    }

    /** Whether it asks for all events of one tag. */
    boolean isByOneTag() {
        return tags.size() == 1 && types.isEmpty();
    }
}
