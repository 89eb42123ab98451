package io.prego.torture.fault;

import io.prego.torture.platform.Weather;
import java.time.Duration;
import java.util.Locale;

/** One thing that goes wrong. Nodes, links and projections are named. */
public sealed interface Fault {

    /** kill -9, and a new start at once. */
    record Kill(String node) implements Fault {}

    /** SIGSTOP, and SIGCONT after that time: a process that believes that no time has passed. */
    record Freeze(String node, Duration length) implements Fault {}

    /** PostgreSQL is stopped as by a power cut. */
    record StopDatabase(Duration outage) implements Fault {}

    /** kill -9 of the broker. */
    record KillBroker(Duration outage) implements Fault {}

    record FreezeBroker(Duration length) implements Fault {}

    /** The network between two processes. */
    record Storm(String link, Weather weather, Duration length) implements Fault {}

    /** The wall clock of a process is put wrong, and right again: two jumps. */
    record ClockJump(String node, Duration by, Duration length) implements Fault {}

    /** Not a byte is left on the disk of the database or of the broker. */
    record FullDisk(Keeper of, Duration length) implements Fault {}

    /** Who keeps what must not be lost. */
    enum Keeper {
        DATABASE,
        BROKER
    }

    /** A read model is built anew, and its builder is killed in that phase, or in whichever comes last before its end. */
    record KillInRebuild(String projection, String phase) implements Fault {}

    /** Whether it comes only when all others are over, so that it is known what was lost by it. */
    default boolean waitsForWhole() {
        return switch (this) {
            case Kill _, KillInRebuild _, FullDisk _ -> true;
            case Freeze _, StopDatabase _, KillBroker _, FreezeBroker _, Storm _, ClockJump _ -> false;
        };
    }

    /** Its kind, for the count in the verdict. */
    default String kind() {
        return switch (this) {
            case Kill it -> "kill -9 of " + role(it.node());
            case Freeze it -> "SIGSTOP of " + role(it.node());
            case StopDatabase _ -> "immediate stop of PostgreSQL";
            case KillBroker _ -> "kill -9 of the broker";
            case FreezeBroker _ -> "SIGSTOP of the broker";
            case Storm it -> "connections " + weather(it.weather());
            case ClockJump it ->
                "clock of %s %s".formatted(role(it.node()), it.by().isNegative() ? "set back" : "put ahead");
            case FullDisk it -> "full disk of the " + it.of().name().toLowerCase(Locale.ROOT);
            case KillInRebuild _ -> "kill -9 during a rebuild";
        };
    }

    private static String role(String node) {
        return node.replaceFirst("-\\d+$", "");
    }

    private static String weather(Weather weather) {
        if (weather.cut()) {
            return "cut";
        }
        return weather.outHeld() || weather.backHeld() ? "dropped one way" : "delayed";
    }
}
