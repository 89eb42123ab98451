package io.prego.query.reading;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that is asked for by its id.
 *
 * @param keys of the records that its row is made of, so that a parked one is told; none where a row never changes
 * @param find the row of the view, if the read model has one
 * @param origin asks the log where the thing of the view begins; called at most once per request
 * @param others further keys that what was found depends on
 */
public record Sought<T>(
        List<String> keys,
        Function<View, Optional<Versioned<T>>> find,
        Function<View, Origin> origin,
        Function<T, List<String>> others) {

    public Sought {
        keys = List.copyOf(keys);
    }

    public Sought(List<String> keys, Function<View, Optional<Versioned<T>>> find, Function<View, Origin> origin) {
        this(keys, find, origin, _ -> List.of());
    }

    /** Of an id that cannot exist: absent without a look into the database. */
    public static <T> Sought<T> impossible() {
        return new Sought<>(List.of(), _ -> Optional.empty(), _ -> Origin.NONE);
    }
}
