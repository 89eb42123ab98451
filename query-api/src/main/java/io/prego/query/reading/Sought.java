package io.prego.query.reading;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One thing that is asked for by its id.
 *
 * @param keys of the records that its row is made of, so that a parked one is told; none where a row never changes
 * @param find the row of the view, if the read model has one
 * @param origin asks the log; called at most once per request
 */
public record Sought<T>(List<String> keys, Function<View, Optional<Versioned<T>>> find, Supplier<Origin> origin) {

    public Sought {
        keys = List.copyOf(keys);
    }

    /** Of an id that cannot exist: absent without a look into the database. */
    public static <T> Sought<T> impossible() {
        return new Sought<>(List.of(), _ -> Optional.empty(), () -> Origin.NONE);
    }
}
