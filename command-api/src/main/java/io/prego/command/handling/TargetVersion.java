package io.prego.command.handling;

import io.prego.command.handling.Handled.Decided;
import io.prego.event.DomainEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.RecordedEvent;
import io.prego.kernel.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The version of a command's target after it; where it names none, of the stream of its first fact. */
final class TargetVersion {

    private TargetVersion() {}

    static <C> long of(Asked<C> asked, Decider<C, ?, ?> decider, List<DomainEvent> facts, Decided<?> decided) {
        var appended = decided.receipt().appended();
        if (appended == null) {
            return decided.targetVersion();
        }
        var target = decider.target(asked.command());
        var streamId = target == null ? streamId(facts.getFirst()) : target.value();
        var version = decided.targetVersion();
        for (var i = 0; i < facts.size(); i++) {
            if (streamId(facts.get(i)).equals(streamId)) {
                version = appended.streamVersions()[i];
            }
        }
        return version;
    }

    static long of(List<RecordedEvent> events, @Nullable Tag target) {
        var streamId = target == null ? events.getFirst().streamId() : target.value();
        return events.stream()
                .filter(event -> event.streamId().equals(streamId))
                .mapToLong(RecordedEvent::streamVersion)
                .max()
                .orElse(0);
    }

    private static String streamId(DomainEvent fact) {
        return EventCatalogue.of(fact).streamId(fact);
    }
}
