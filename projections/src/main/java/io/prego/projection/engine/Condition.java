package io.prego.projection.engine;

import org.slf4j.event.Level;

/**
 * How a projection does, in words for an operator.
 *
 * @param up whether it does what it should; an instance that waits while another owns the projection, or is to own it, does
 */
record Condition(boolean up, String reason) {

    static final Condition STARTING = new Condition(false, "has not begun yet");
    static final Condition OWNING = new Condition(true, "follows its inputs");
    static final Condition STANDBY = new Condition(true, "stands by while another instance owns it");
    static final Condition LEFT_TO_OTHERS =
            new Condition(true, "leaves it to another instance, which owns fewer and is to claim it");
    static final Condition STOPPED = new Condition(false, "was stopped");

    static final Condition KAFKA_AWAY = new Condition(false, "Kafka is out of reach");
    static final Condition BEHIND = new Condition(false, "does not store in time what is published");

    static Condition failing(String reason) {
        return new Condition(false, reason);
    }

    /** It goes on, but some keys wait for an operator. */
    static Condition parking(int keys) {
        return new Condition(true, "follows its inputs; parked keys: " + keys);
    }

    /** Whether it stores what it reads. */
    boolean isFollowing() {
        return up && !equals(STANDBY) && !equals(LEFT_TO_OTHERS);
    }

    Level logLevel() {
        return up || equals(STOPPED) ? Level.INFO : Level.WARN;
    }
}
