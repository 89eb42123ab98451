package io.prego.launch;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Environment variables with their checks; a blank one counts as unset. */
public record Variables(Function<String, @Nullable String> values) {

    @Nullable
    public String find(String name) {
        var value = values.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    public String orElse(String name, String otherwise) {
        var value = find(name);
        return value == null ? otherwise : value;
    }

    public int number(String name, int otherwise, int min, int max) {
        var value = find(name);
        if (value == null) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // The same complaint as for a number out of range.
        }
        throw new IllegalArgumentException("%s must be %d..%d, got %s".formatted(name, min, max, value));
    }

    public String oneOf(String name, String otherwise, String... words) {
        var value = orElse(name, otherwise);
        if (List.of(words).contains(value)) {
            return value;
        }
        throw new IllegalArgumentException(
                "%s must be one of %s, got %s".formatted(name, String.join(", ", words), value));
    }
}
