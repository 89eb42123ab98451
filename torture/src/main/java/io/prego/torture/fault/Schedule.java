package io.prego.torture.fault;

import io.prego.torture.platform.Link;
import io.prego.torture.platform.Node;
import io.prego.torture.platform.Platform;
import io.prego.torture.platform.Role;
import io.prego.torture.platform.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Which faults there will be, in which order: the same for the same seed. */
public final class Schedule {

    private static final List<String> PROJECTIONS =
            List.of("tenant_directory", "hostname_map", "provisioning_state", "event");
    private static final List<String> PHASES = List.of("filling", "indexing", "comparing", "switching");

    private static final int CLOCK_WRONG_LEAST_S = 10;
    private static final int CLOCK_WRONG_MAX_S = 7_200;
    private static final int ONE_IN_LONG = 60;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Random random;
    private final List<String> nodes;
    private final List<String> links;
    private final boolean clocks;
    private final boolean disks;

    private Schedule(Random random, Platform platform) {
        this.random = random;
        this.nodes = platform.nodes().stream().map(Node::name).toList();
        this.links = platform.links().stream().map(Link::name).toList();
        this.clocks = platform.nodes().stream().allMatch(Node::hasClock);
        this.disks = platform.database().canBeFilled() && platform.broker().canBeFilled();
    }

    /** Of every kind that this machine allows, a seventh of them kills of processes. */
    public static List<Fault> of(int faults, long seed, Platform platform) {
        var schedule = new Schedule(new Random(seed), platform);
        var planned = new ArrayList<Fault>();
        for (var i = 0; i < faults; i++) {
            planned.add(schedule.any(i));
        }
        return planned;
    }

    /**
     * Few kills, and these at first: after a storm they would have to wait until all is whole.
     */
    public static List<Fault> frugal(int faults, long seed, Platform platform) {
        var schedule = new Schedule(new Random(seed), platform);
        var planned = new ArrayList<Fault>();
        planned.add(new Fault.Kill(Role.COMMAND_API.word() + "-" + (1 + schedule.random.nextInt(2))));
        planned.add(new Fault.Kill(Role.STREAM_PROCESSORS.word() + "-" + (1 + schedule.random.nextInt(2))));
        planned.add(new Fault.KillInRebuild("tenant_directory", schedule.one(PHASES)));
        planned.add(new Fault.KillBroker(Duration.ZERO));
        planned.add(schedule.stopDatabase());
        planned.add(new Fault.FreezeBroker(Duration.ofSeconds(4)));
        if (schedule.clocks) {
            planned.add(new Fault.ClockJump(
                    Role.STREAM_PROCESSORS.word() + "-1", Duration.ofHours(1), Duration.ofSeconds(2)));
        }
        while (planned.size() < faults) {
            planned.add(schedule.random.nextInt(4) == 0 ? schedule.freeze(4) : schedule.storm(3));
        }
        return planned;
    }

    /** Every node is killed in turn, so that none is forgotten. */
    private Fault any(int number) {
        if (random.nextInt(ONE_IN_LONG) == 0) {
            return new Fault.Freeze(one(nodes), LONG);
        }
        return switch (random.nextInt(20)) {
            case 0, 1 -> new Fault.Kill(nodes.get(number % nodes.size()));
            case 2, 3, 4, 5, 6, 7, 8 -> freeze(15);
            case 9 -> stopDatabase();
            case 10 -> new Fault.KillBroker(upTo(3));
            case 11 -> new Fault.FreezeBroker(upTo(8));
            case 12 -> new Fault.KillInRebuild(one(PROJECTIONS), one(PHASES));
            case 13, 14 -> clocks ? clockJump() : storm(8);
            case 15 -> disks && random.nextBoolean() ? fullDisk() : storm(8);
            default -> storm(8);
        };
    }

    private Fault stopDatabase() {
        return new Fault.StopDatabase(upTo(3));
    }

    private Fault clockJump() {
        var seconds = CLOCK_WRONG_LEAST_S + random.nextInt(CLOCK_WRONG_MAX_S);
        var by = Duration.ofSeconds(random.nextBoolean() ? seconds : -seconds);
        return new Fault.ClockJump(one(nodes), by, upTo(15));
    }

    private Fault fullDisk() {
        return new Fault.FullDisk(random.nextBoolean() ? Fault.Keeper.DATABASE : Fault.Keeper.BROKER, upTo(8));
    }

    private Fault freeze(int secondsMax) {
        return new Fault.Freeze(one(nodes), upTo(secondsMax));
    }

    private Fault storm(int secondsMax) {
        var weather =
                switch (random.nextInt(3)) {
                    case 0 -> Weather.CUT;
                    case 1 -> Weather.slow(Duration.ofMillis(20 + random.nextInt(600)));
                    default -> Weather.oneWay(random.nextBoolean());
                };
        return new Fault.Storm(one(links), weather, upTo(secondsMax));
    }

    /** From 1 s on, short ones more often. */
    private Duration upTo(int seconds) {
        var share = random.nextDouble() * random.nextDouble();
        return Duration.ofMillis(1_000 + (long) (share * (seconds - 1) * 1_000));
    }

    private String one(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }
}
