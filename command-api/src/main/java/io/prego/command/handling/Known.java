package io.prego.command.handling;

import io.prego.command.eventlog.AppendOutcome.Appended;
import io.prego.event.DomainEvent;
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

    /** With what was decided on it, once that is in the log. */
    Known<S> with(List<DomainEvent> facts, Instant occurredAt, Appended appended, Decider<?, S, ?> decider) {
        var next = state;
        var versions = new HashMap<>(streamVersions);
        for (var i = 0; i < facts.size(); i++) {
            next = decider.evolve(next, facts.get(i), occurredAt);
            versions.put(StreamKey.of(facts.get(i)), appended.streamVersions()[i]);
        }
        return new Known<>(next, versions, appended.last(), appended.last());
    }
}
