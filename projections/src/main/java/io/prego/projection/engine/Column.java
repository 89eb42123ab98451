package io.prego.projection.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column: its values of a whole batch travel as one array.
 *
 * @param name of the column
 * @param element of the array
 * @param expression what the insert makes of an element; {@code %s} stands for it
 * @param value a row's value, as an element
 */
public record Column<T>(String name, Element element, String expression, Function<T, @Nullable Object> value) {

    /** What the driver sends in binary form if it stands in an array of just its type, so that neither side has to parse it. */
    public enum Element {
        TEXT,
        BIGINT,
        INTEGER,
        BYTEA;

        @Nullable
        Object[] array(int size) {
            return switch (this) {
                case TEXT -> new String[size];
                case BIGINT -> new Long[size];
                case INTEGER -> new Integer[size];
                case BYTEA -> new byte[size][];
            };
        }

        /** PostgreSQL's name of the type. */
        String type() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static <T> Column<T> text(String name, Function<T, @Nullable String> value) {
        return new Column<>(name, Element.TEXT, "%s", value::apply);
    }

    /** An enum as its lower-case name, an id as its text. */
    public static <T> Column<T> word(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, Element.TEXT, "%s", row -> word(value.apply(row)));
    }

    public static <T> Column<T> bigint(String name, Function<T, @Nullable Long> value) {
        return new Column<>(name, Element.BIGINT, "%s", value::apply);
    }

    public static <T> Column<T> integer(String name, Function<T, Integer> value) {
        return new Column<>(name, Element.INTEGER, "%s", value::apply);
    }

    public static <T> Column<T> instant(String name, Function<T, Instant> value) {
        var expression = "'epoch'::timestamptz + %s * interval '1 microsecond'";
        return new Column<>(
                name, Element.BIGINT, expression, row -> ChronoUnit.MICROS.between(Instant.EPOCH, value.apply(row)));
    }

    public static <T> Column<T> uuid(String name, Function<T, UUID> value) {
        return new Column<>(
                name, Element.TEXT, "%s::uuid", row -> value.apply(row).toString());
    }

    public static <T> Column<T> bytes(String name, Function<T, byte[]> value) {
        return new Column<>(name, Element.BYTEA, "%s", value::apply);
    }

    public static <T> Column<T> json(String name, Function<T, String> value) {
        return new Column<>(name, Element.TEXT, "%s::json", value::apply);
    }

    /** A list of texts without commas, such as tags. Arrays of arrays would need to have equal lengths. */
    public static <T> Column<T> texts(String name, Function<T, List<String>> value) {
        return new Column<>(name, Element.TEXT, "string_to_array(%s, ',')", row -> String.join(",", value.apply(row)));
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
        @Nullable Object[] values = element.array(rows.size());
        for (var i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
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
