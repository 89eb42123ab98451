package io.prego.command.handling;

import io.prego.command.eventlog.AppendOutcome.Appended;
import io.prego.event.DomainEvent;
import io.prego.kernel.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a decision rests on, folded.
 *
 * @param streamVersions of the streams whose events were folded
 * @param lastPosition of the last event that was folded; 0 for none
 * @param upTo the position up to which nothing is left out
 */
record Known<S>(S state, Map<StreamKey, Long> streamVersions, long lastPosition, long upTo) {

    Known {
        streamVersions = Map.copyOf(streamVersions);
    }

    /** With those facts within the boundary that were decided on it, once all are in the log. */
    Known<S> with(
            List<DomainEvent> facts,
            Instant occurredAt,
            Appended appended,
            List<Tag> boundary,
            Decider<?, S, ?> decider) {
        var next = state;
        var versions = new HashMap<>(streamVersions);
        var last = lastPosition;
        for (var i = 0; i < facts.size(); i++) {
            var fact = facts.get(i);
            if (fact.tags().stream().anyMatch(boundary::contains)) {
                next = decider.evolve(next, fact, occurredAt);
                versions.put(StreamKey.of(fact), appended.streamVersions()[i]);
                last = appended.first() + i;
            }
        }
        return new Known<>(next, versions, last, appended.last());
    }
}
