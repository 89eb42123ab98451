package io.prego.command.handling;

import io.prego.event.DomainEvent;
import io.prego.event.RecordedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a decision rests on, as it is loaded: the state, the versions of the streams, and an earlier use of the key. */
final class Sourcing<S> {

    private final Decider<?, S, ?> decider;
    private final @Nullable String keyTag;
    private final Map<StreamKey, Long> streamVersions;
    private S state;
    private long lastPosition;
    private boolean keyUsed;
    private @Nullable Ahead<S> ahead;

    /** From the beginning. */
    Sourcing(Decider<?, S, ?> decider, @Nullable String keyTag) {
        this(decider, keyTag, new Known<>(decider.initial(), Map.of(), 0, 0));
    }

    private Sourcing(Decider<?, S, ?> decider, @Nullable String keyTag, Known<S> from) {
        this.decider = decider;
        this.keyTag = keyTag;
        this.state = from.state();
        this.streamVersions = new HashMap<>(from.streamVersions());
        this.lastPosition = from.lastPosition();
    }

    /** From what is known on. */
    static <S> Sourcing<S> onTopOf(Known<S> known, Decider<?, S, ?> decider) {
        return new Sourcing<>(decider, null, known);
    }

    /** From what will be so, in which no position and no version is known. */
    static <S> Sourcing<S> of(Ahead<S> ahead, Decider<?, S, ?> decider) {
        var sourcing = onTopOf(new Known<>(ahead.state(), Map.of(), 0, 0), decider);
        sourcing.ahead = ahead;
        return sourcing;
    }

    boolean isAhead() {
        return ahead != null;
    }

    /** What the decision rests on, once all of that is in the log. */
    CompletableFuture<Known<S>> known() {
        return ahead == null
                ? CompletableFuture.completedFuture(new Known<>(state, streamVersions, lastPosition, lastPosition))
                : ahead.known();
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
