package io.prego.projection.engine;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one read model that this code knows. While a new one is built, the old one goes on being projected by
 * its own code, which can be taken away once the new one has taken its place.
 *
 * @param all of one name, oldest first; at least one
 */
record Versions(List<Projection<?>> all) {

    Versions {
        all = all.stream().sorted(Comparator.comparingInt(Projection::version)).toList();
        if (all.stream().map(Projection::name).distinct().count() != 1) {
            throw new IllegalArgumentException("versions of one projection are needed, got " + all);
        }
        if (all.stream().map(Projection::version).distinct().count() != all.size()) {
            throw new IllegalArgumentException("there are two of one version: " + all);
        }
    }

    /** Gathers projections by their names, in the order of their first appearance. */
    static List<Versions> of(List<Projection<?>> projections) {
        return projections.stream()
                .collect(Collectors.groupingBy(Projection::name, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(Versions::new)
                .toList();
    }

    String name() {
        return newest().name();
    }

    Projection<?> newest() {
        return all.getLast();
    }

    /** The projection of that version; null when this code does not know it. */
    @Nullable
    Projection<?> find(int version) {
        return all.stream()
                .filter(projection -> projection.version() == version)
                .findFirst()
                .orElse(null);
    }
}
