package io.prego.edge.access;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The exact origins whose pages may call the public routes: {@code https://app.example} is one,
 * {@code https://app.example/} and {@code *} are refused.
 */
public record Origins(Set<String> allowed) {

    private static final Pattern ORIGIN = Pattern.compile("https?://[^/\\s*?#@]+");

    public Origins {
        for (var origin : allowed) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "ALLOWED_ORIGINS must be exact origins like https://app.example, got " + origin);
            }
        }
        allowed = Set.copyOf(allowed);
    }

    public static Origins of(Collection<String> allowed) {
        return new Origins(Set.copyOf(allowed));
    }
}
