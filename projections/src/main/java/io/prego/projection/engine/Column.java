package io.prego.projection.engine;

import io.prego.event.CloudEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column: its values of a whole batch travel as one array.
 *
 * @param name of the column
 * @param element PostgreSQL's type of the array's elements
 * @param expression what the insert makes of an element; {@code %s} stands for it
 * @param value a row's value, as the driver writes it into an array
 */
public record Column<T>(String name, String element, String expression, Function<T, @Nullable Object> value) {

    public static <T> Column<T> text(String name, Function<T, @Nullable String> value) {
        return new Column<>(name, "text", "%s", value::apply);
    }

    /** An enum as its lower-case name, an id as its text. */
    public static <T> Column<T> word(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, "text", "%s", row -> word(value.apply(row)));
    }

    public static <T> Column<T> bigint(String name, Function<T, Long> value) {
        return new Column<>(name, "bigint", "%s", value::apply);
    }

    public static <T> Column<T> integer(String name, Function<T, Integer> value) {
        return new Column<>(name, "integer", "%s", value::apply);
    }

    public static <T> Column<T> instant(String name, Function<T, Instant> value) {
        return new Column<>(name, "timestamptz", "%s", row -> CloudEvent.INSTANT.format(value.apply(row)));
    }

    public static <T> Column<T> uuid(String name, Function<T, UUID> value) {
        return new Column<>(name, "text", "%s::uuid", row -> value.apply(row).toString());
    }

    public static <T> Column<T> bytes(String name, Function<T, byte[]> value) {
        return new Column<>(name, "bytea", "%s", value::apply);
    }

    public static <T> Column<T> json(String name, Function<T, String> value) {
        return new Column<>(name, "text", "%s::json", value::apply);
    }

    /** A list of texts without commas, such as tags. Arrays of arrays would need to have equal lengths. */
    public static <T> Column<T> texts(String name, Function<T, List<String>> value) {
        return new Column<>(name, "text", "string_to_array(%s, ',')", row -> String.join(",", value.apply(row)));
    }

    String inserted() {
        return expression.formatted("n." + name);
    }

    /** What of the column tells whether two rows are the same: json has no equality in PostgreSQL, its text has. */
    String compared() {
        return expression.endsWith("::json") ? name + "::text" : name;
    }

    /** All values of this column, in the order of the rows. */
    @Nullable
    Object[] values(List<T> rows) {
        @SuppressWarnings("NullAway") // An array element may be null where the column may.
        var values =
                rows.stream().map(value).toArray(size -> element.equals("bytea") ? new byte[size][] : new Object[size]);
        return values;
    }

    private static @Nullable String word(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> value.toString();
        };
    }
}
