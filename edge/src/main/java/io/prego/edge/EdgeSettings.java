package io.prego.edge;

import io.prego.edge.access.Origins;
import io.prego.edge.access.Peers;
import io.prego.edge.limit.RateLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an installation may choose about its edge. The process refuses to start on a value out of range.
 *
 * @param allowedOrigins {@code ALLOWED_ORIGINS}, comma separated: exact origins such as {@code https://app.example};
 *     default none
 * @param trustedProxies {@code TRUSTED_PROXIES}, comma separated CIDRs whose {@code X-Forwarded-For} counts; default
 *     none
 * @param rateLimits per route and peer; {@code TENANTS_PER_MINUTE} (1 to 1,000,000) makes that of
 *     {@code POST /v1/tenants}; default none
 * @param inFlightMax {@code REQUESTS_IN_FLIGHT_MAX}: requests worked on at once, 1 to 100,000; default 2,000. For commands
 *     it is the most that their own bound ever becomes
 * @param bodyBytesInFlightMax {@code REQUEST_BYTES_IN_FLIGHT_MAX}: bytes of bodies that are held at once, 1 MiB to 1 GiB;
 *     default 64 MiB. A route that takes larger bodies than this refuses them
 */
public record EdgeSettings(
        List<String> allowedOrigins,
        List<String> trustedProxies,
        List<RateLimit> rateLimits,
        int inFlightMax,
        int bodyBytesInFlightMax) {

    public static final int IN_FLIGHT_DEFAULT = 2_000;

    public static final int BODY_BYTES_IN_FLIGHT_DEFAULT = 64 << 20;

    private static final int IN_FLIGHT_MOST = 100_000;
    private static final int BODY_BYTES_LEAST = 1 << 20;
    private static final int BODY_BYTES_MOST = 1 << 30;

    public EdgeSettings {
        require("REQUESTS_IN_FLIGHT_MAX", inFlightMax, 1, IN_FLIGHT_MOST);
        require("REQUEST_BYTES_IN_FLIGHT_MAX", bodyBytesInFlightMax, BODY_BYTES_LEAST, BODY_BYTES_MOST);
        allowedOrigins = List.copyOf(allowedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
        rateLimits = List.copyOf(rateLimits);
        var _ = Origins.of(allowedOrigins);
        var _ = Peers.behind(trustedProxies);
    }

    public static EdgeSettings defaults() {
        return from(_ -> null);
    }

    /**
     * The settings that an environment names.
     *
     * @param environment the value of a setting by its name; null or blank when it is not set
     */
    public static EdgeSettings from(Function<String, @Nullable String> environment) {
        var limits = new ArrayList<RateLimit>();
        var tenants = number(environment, "TENANTS_PER_MINUTE", 0);
        if (tenants != 0) {
            limits.add(new RateLimit("POST", "/v1/tenants", tenants));
        }
        return new EdgeSettings(
                list(environment.apply("ALLOWED_ORIGINS")),
                list(environment.apply("TRUSTED_PROXIES")),
                limits,
                number(environment, "REQUESTS_IN_FLIGHT_MAX", IN_FLIGHT_DEFAULT),
                number(environment, "REQUEST_BYTES_IN_FLIGHT_MAX", BODY_BYTES_IN_FLIGHT_DEFAULT));
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be %d..%d, got %d".formatted(name, least, most, value));
        }
    }

    private static List<String> list(@Nullable String value) {
        return value == null
                ? List.of()
                : Stream.of(value.split(",", -1))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    private static int number(Function<String, @Nullable String> environment, String name, int otherwise) {
        var value = environment.apply(name);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, got " + value, e);
        }
    }
}
