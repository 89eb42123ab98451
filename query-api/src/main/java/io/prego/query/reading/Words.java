package io.prego.query.reading;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Query parameters that take one of a few words: 400 for any other. */
public final class Words {

    private Words() {}

    /** The lower-case name of the constant that the word names; null when there is no word. */
    public static <E extends Enum<E>> @Nullable String parse(
            String parameter, @Nullable String word, Class<E> type, Function<E, String> written) {
        if (word == null) {
            return null;
        }
        var constants = List.of(type.getEnumConstants());
        return constants.stream()
                .filter(constant -> written.apply(constant).equals(word))
                .map(Words::lower)
                .findFirst()
                .orElseThrow(() -> EdgeProblems.invalid(InputError.query(
                                parameter,
                                "must be one of "
                                        + String.join(
                                                ", ",
                                                constants.stream().map(written).toList())))
                        .toException());
    }

    /** As above, for constants that are written in lower case. */
    public static <E extends Enum<E>> @Nullable String parse(String parameter, @Nullable String word, Class<E> type) {
        return parse(parameter, word, type, Words::lower);
    }

    public static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
