package io.prego.edge.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.edge.problem.RuleProblems;
import io.prego.event.codec.SnakeCase;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule that the types already state: a component of a body that is not {@code @Nullable} must be there, and so must
 * each element of a list. It holds for nested records too. A primitive may be absent, which is its zero.
 */
final class RequiredFields {

    private record Field(String name, RecordComponent component, boolean optional) {

        static Field of(RecordComponent component) {
            component.getAccessor().setAccessible(true);
            var renamed = component.getAnnotation(JsonProperty.class);
            var name =
                    renamed == null || renamed.value().isEmpty() ? SnakeCase.of(component.getName()) : renamed.value();
            var optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            return new Field(name, component, optional);
        }

        @Nullable
        Object of(Object body) {
            try {
                return component.getAccessor().invoke(body);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
    }

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            var fields = new ArrayList<Field>();
            if (type.isRecord()) {
                for (var component : type.getRecordComponents()) {
                    fields.add(Field.of(component));
                }
            }
            return List.copyOf(fields);
        }
    };

    private RequiredFields() {}

    static void check(Object body) {
        var missing = new ArrayList<InputError>();
        collect(body, "", missing);
        if (missing.isEmpty()) {
            return;
        }
        var problem = EdgeProblems.INVALID_REQUEST.because("The request is malformed: see errors.");
        for (var error : missing) {
            problem = problem.at(error);
        }
        throw problem.toException();
    }

    private static void collect(@Nullable Object value, String pointer, List<InputError> missing) {
        switch (value) {
            case Record body -> collectFields(body, pointer, missing);
            case List<?> list -> collectElements(list, pointer, missing);
            case null, default -> {}
        }
    }

    private static void collectFields(Record body, String pointer, List<InputError> missing) {
        for (var field : FIELDS.get(body.getClass())) {
            var value = field.of(body);
            var place = pointer + "/" + field.name();
            if (value == null && !field.optional()) {
                missing.add(new InputError(place, RuleProblems.REQUIRED));
            }
            collect(value, place, missing);
        }
    }

    private static void collectElements(List<?> list, String pointer, List<InputError> missing) {
        for (var i = 0; i < list.size(); i++) {
            if (list.get(i) == null) {
                missing.add(new InputError(pointer + "/" + i, RuleProblems.REQUIRED));
            }
            collect(list.get(i), pointer + "/" + i, missing);
        }
    }
}
