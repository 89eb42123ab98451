package io.prego.torture.platform;

import java.time.Duration;

/**
 * What a {@link Link} does to those who talk over it.
 *
 * @param cut connections are broken, new ones too
 * @param delay before what arrives is passed on
 * @param outHeld what is sent to the target does not arrive for now; as with lost packets, it does later
 * @param backHeld the same for what the target answers
 */
public record Weather(boolean cut, Duration delay, boolean outHeld, boolean backHeld) {

    public static final Weather FAIR = new Weather(false, Duration.ZERO, false, false);
    public static final Weather CUT = new Weather(true, Duration.ZERO, false, false);

    public static Weather slow(Duration delay) {
        return new Weather(false, delay, false, false);
    }

    /** Packets are lost in one direction only. */
    public static Weather oneWay(boolean outHeld) {
        return new Weather(false, Duration.ZERO, outHeld, !outHeld);
    }

    boolean holds(boolean out) {
        return out ? outHeld : backHeld;
    }
}
