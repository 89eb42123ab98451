package io.prego.command.handling;

import io.prego.event.DomainEvent;
import io.prego.event.RecordedEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a decision rests on, as it is loaded: the state, the versions of the streams, and an earlier use of the key. */
final class Sourcing<S> {

    private final Decider<?, S, ?> decider;
    private final @Nullable String keyTag;
    private final Map<StreamKey, Long> streamVersions = new HashMap<>();
    private S state;
    private long lastPosition;
    private boolean keyUsed;

    Sourcing(Decider<?, S, ?> decider, @Nullable String keyTag) {
        this.decider = decider;
        this.keyTag = keyTag;
        this.state = decider.initial();
    }

    /** Folds one event. Once the key is found used nothing else matters, and that event may be of another thing. */
    Sourcing<S> with(DomainEvent fact, RecordedEvent envelope) {
        keyUsed |= keyTag != null && envelope.tags().contains(keyTag);
        if (keyUsed) {
            return this;
        }
        state = decider.evolve(state, fact, envelope.occurredAt());
        streamVersions.put(StreamKey.of(envelope), envelope.streamVersion());
        lastPosition = envelope.position();
        return this;
    }

    S state() {
        return state;
    }

    boolean isKeyUsed() {
        return keyUsed;
    }

    /** 0 when nothing was found. */
    long lastPosition() {
        return lastPosition;
    }

    /** 0 when the stream does not exist. */
    long streamVersion(StreamKey stream) {
        return streamVersions.getOrDefault(stream, 0L);
    }
}
