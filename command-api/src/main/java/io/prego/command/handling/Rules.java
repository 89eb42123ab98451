package io.prego.command.handling;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Collects every broken rule of one body, so that a caller learns of all at once. Not thread-safe. */
public final class Rules {

    private final List<InputError> broken = new ArrayList<>();

    public void demand(boolean holds, String pointer, String rule) {
        if (!holds) {
            broken.add(new InputError(pointer, rule));
        }
    }

    /** The constant of this lower-case name; where there is none a rule is broken, and some constant is returned. */
    public <E extends Enum<E>> E oneOf(Class<E> type, String name, String pointer) {
        var constants = type.getEnumConstants();
        for (var constant : constants) {
            if (word(constant).equals(name)) {
                return constant;
            }
        }
        demand(
                false,
                pointer,
                Arrays.stream(constants).map(Rules::word).collect(Collectors.joining(", ", "one of ", "")));
        return constants[0];
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Throws the 422 that names every broken rule, if there is one. */
    public void check() {
        if (broken.isEmpty()) {
            return;
        }
        var problem = EdgeProblems.UNPROCESSABLE.because("A value breaks its rule: see errors.");
        for (var error : broken) {
            problem = problem.at(error);
        }
        throw problem.toException();
    }
}
