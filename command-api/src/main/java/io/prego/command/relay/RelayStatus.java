package io.prego.command.relay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the relay says about itself. Logs each change once, and what lasts once a minute. Thread-safe. */
final class RelayStatus {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong head = new AtomicLong();
    private volatile long position;
    private volatile RelayState state = new RelayState.Stopped();
    private long loggedAt;

    RelayState state() {
        return state;
    }

    /** All up to here was published when this node last relayed; 0 when it never did. */
    long position() {
        return position;
    }

    /** Events that this node knows of and that were not published when it last relayed. */
    long lag() {
        return Math.max(0, head.get() - position);
    }

    void relayedTo(long newPosition) {
        position = newPosition;
        sawHead(newPosition);
    }

    void sawHead(long position) {
        head.accumulateAndGet(position, Math::max);
    }

    synchronized void enter(RelayState next) {
        var changed = !next.equals(state);
        state = next;
        if (changed || System.nanoTime() - loggedAt > REPEAT_NANOS) {
            loggedAt = System.nanoTime();
            log(next);
        }
    }

    private void log(RelayState entered) {
        switch (entered) {
            case RelayState.Failing failing -> LOG.warn("The relay waits: {}", failing.reason());
            case RelayState.Refusing refusing -> LOG.error("The relay refuses to go on: {}", refusing.reason());
            case RelayState.Relaying _ -> LOG.info("This node relays, from position {} on", position + 1);
            case RelayState.StandingBy _ -> LOG.info("Another node relays; this one stands by");
            case RelayState.TakingOver _, RelayState.Stopped _ -> LOG.debug("The relay: {}", entered);
        }
    }
}
