package io.prego.command.handling;

import io.prego.event.DomainEvent;
import io.prego.eventlog.AppendOutcome.Appended;
import io.prego.kernel.Tag;
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

    /**
     * With those of the facts that are within the boundary, which were decided on it, once all are in the log.
     *
     * @param after the state that they lead to
     */
    Known<S> with(S after, List<DomainEvent> facts, Appended appended, List<Tag> boundary) {
        var versions = new HashMap<>(streamVersions);
        var last = lastPosition;
        for (var i = 0; i < facts.size(); i++) {
            var fact = facts.get(i);
            if (fact.tags().stream().anyMatch(boundary::contains)) {
                versions.put(StreamKey.of(fact), appended.streamVersions()[i]);
                last = appended.first() + i;
            }
        }
        return new Known<>(after, versions, last, appended.last());
    }
}
