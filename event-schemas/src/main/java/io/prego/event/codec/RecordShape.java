package io.prego.event.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** A record class taken apart: its components in order, how each is read and how all make a new record. */
final class RecordShape<T> {

    private final Class<T> type;
    private final List<RecordComponent> components;
    private final List<MethodHandle> accessors;
    private final MethodHandle constructor;

    RecordShape(Class<T> type) {
        this.type = type;
        components = List.of(type.getRecordComponents());
        try {
            var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            var parameters = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            var handles = new MethodHandle[parameters.length];
            for (var i = 0; i < handles.length; i++) {
                handles[i] = lookup.unreflect(components.get(i).getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
            accessors = List.copyOf(Arrays.asList(handles));
        } catch (IllegalAccessException | NoSuchMethodException e) {
            throw new IllegalStateException("no access to the record " + type, e);
        }
    }

    List<RecordComponent> components() {
        return components;
    }

    boolean isId() {
        return components.size() == 1 && components.getFirst().getType() == String.class;
    }

    @SuppressWarnings("NullAway") // A component may be null where the schema allows it.
    Object first(Object value) {
        return get(value, 0);
    }

    @SuppressWarnings("NullAway") // As above.
    Object get(Object value, int component) {
        try {
            return (Object) accessors.get(component).invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new record; what its constructor refuses comes out as {@link UndecodableEvent}. */
    T construct(Object[] values) {
        try {
            return type.cast((Object) constructor.invokeExact(values));
        } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
            throw new UndecodableEvent("%s refuses its values".formatted(type.getSimpleName()), e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
