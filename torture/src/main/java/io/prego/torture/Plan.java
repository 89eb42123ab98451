package io.prego.torture;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a campaign is told.
 *
 * @param seed of everything that is chosen: faults, what clients do, what is read again
 * @param faults 0 to 10,000
 * @param limit no fault comes later
 * @param clients 1 to 64
 * @param frugal few starts of processes, and clients who take their time
 * @param fuzz requests of every shape at the end; 0 to 1,000,000
 */
public record Plan(long seed, int faults, Duration limit, int clients, boolean frugal, int fuzz) {

    /** How it is written, with the defaults. */
    public static final String USAGE = "seed=1 faults=300 minutes=40 clients=6 frugal=false fuzz=10000";

    private static final Set<String> NAMES = Set.of("seed", "faults", "minutes", "clients", "frugal", "fuzz");

    private static final Duration THINKS = Duration.ofMillis(500);
    private static final Duration THINKS_FRUGALLY = Duration.ofSeconds(1);

    public Plan {
        require("faults", faults, 10_000, 0);
        require("minutes", limit.toMinutes(), 600, 0);
        require("clients", clients, 64, 1);
        require("fuzz", fuzz, 1_000_000, 0);
    }

    /** @param words {@code name=value} each; {@link IllegalArgumentException} says what is wrong */
    static Plan of(List<String> words) {
        var given = new HashMap<String, String>();
        for (var word : words) {
            var parts = word.split("=", 2);
            if (parts.length != 2 || !NAMES.contains(parts[0])) {
                throw new IllegalArgumentException("%s is none of: %s".formatted(word, USAGE));
            }
            given.put(parts[0], parts[1]);
        }
        return new Plan(
                number(given, "seed", 1),
                (int) number(given, "faults", 300),
                Duration.ofMinutes(number(given, "minutes", 40)),
                (int) number(given, "clients", 6),
                Boolean.parseBoolean(given.getOrDefault("frugal", "false")),
                (int) number(given, "fuzz", 10_000));
    }

    private static long number(Map<String, String> given, String name, long otherwise) {
        var value = given.get(name);
        try {
            return value == null ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s=%s is no number".formatted(name, value), e);
        }
    }

    private static void require(String name, long value, long most, long least) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be %d..%d, got %d".formatted(name, least, most, value));
        }
    }

    /** How long a client is silent between two requests, at most. */
    Duration thinks() {
        return frugal ? THINKS_FRUGALLY : THINKS;
    }

    /** What repeats the campaign. */
    String command() {
        return "scripts/torture seed=%d faults=%d minutes=%d clients=%d frugal=%s fuzz=%d"
                .formatted(seed, faults, limit.toMinutes(), clients, frugal, fuzz);
    }
}
