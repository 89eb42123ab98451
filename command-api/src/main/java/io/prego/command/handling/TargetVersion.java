package io.prego.command.handling;

import io.prego.command.handling.Handled.Decided;
import io.prego.event.DomainEvent;
import io.prego.event.RecordedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The version of a command's target after it; where it names none, of the stream of its first fact. */
final class TargetVersion {

    private TargetVersion() {}

    static long of(@Nullable StreamKey target, List<DomainEvent> facts, Decided<?> decided) {
        var appended = decided.receipt().appended();
        if (appended == null) {
            return decided.targetVersion();
        }
        var stream = target == null ? StreamKey.of(facts.getFirst()) : target;
        var version = decided.targetVersion();
        for (var i = 0; i < facts.size(); i++) {
            if (StreamKey.of(facts.get(i)).equals(stream)) {
                version = appended.streamVersions()[i];
            }
        }
        return version;
    }

    static long of(List<RecordedEvent> events, @Nullable StreamKey target) {
        var stream = target == null ? StreamKey.of(events.getFirst()) : target;
        return events.stream()
                .filter(event -> StreamKey.of(event).equals(stream))
                .mapToLong(RecordedEvent::streamVersion)
                .max()
                .orElse(0);
    }
}
