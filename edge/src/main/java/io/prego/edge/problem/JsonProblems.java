package io.prego.edge.problem;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** What is wrong with a JSON body, and where. Jackson's own messages repeat values, so none of them is used. */
public final class JsonProblems {

    private JsonProblems() {}

    static Problem of(JacksonException thrown) {
        return EdgeProblems.invalid(new InputError(pointer(thrown), message(thrown)));
    }

    /** For a fault that the reader met at this place, before any value was bound. */
    public static Problem at(JsonPointer place, JacksonException thrown) {
        return EdgeProblems.invalid(new InputError(place.toString(), message(thrown)));
    }

    private static String pointer(JacksonException thrown) {
        var pointer = new StringBuilder();
        for (var step : thrown.getPath()) {
            var name = step.getPropertyName();
            pointer.append('/').append(name == null ? Integer.toString(step.getIndex()) : escaped(name));
        }
        return pointer.toString();
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String message(JacksonException thrown) {
        return switch (thrown) {
            case UnrecognizedPropertyException _ -> "is not a field of this body";
            case MismatchedInputException wrong -> "must be " + kind(wrong.getTargetType());
            case ValueInstantiationException _ -> "is not a valid value";
            case StreamConstraintsException _ -> "is nested too deeply, or has a name or number that is too long";
            case InputCoercionException _ -> "must be " + kind(Number.class);
            case StreamReadException unreadable -> syntax(unreadable);
            default -> "could not be read";
        };
    }

    private static String syntax(StreamReadException unreadable) {
        var original = unreadable.getOriginalMessage();
        if (original != null && original.startsWith("Duplicate")) {
            return "is there twice";
        }
        var location = unreadable.getLocation();
        return location == null
                ? "is not valid JSON"
                : "is not valid JSON at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "another kind of value";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Instant.class) {
            return "an RFC 3339 instant";
        }
        if (type.isEnum()) {
            return "one of the words that this field takes";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number of the right kind and size";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return CharSequence.class.isAssignableFrom(type) ? "a string" : "an object";
    }
}
