package io.prego.benchmark.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@code name=value} arguments of a run. Each is taken once; one that nobody takes is an error. */
final class Options {

    private final Map<String, String> left = new HashMap<>();

    Options(List<String> arguments) {
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            left.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }

    String text(String name, String otherwise) {
        var given = left.remove(name);
        return given == null ? otherwise : given;
    }

    /** Fails with the names of those that nobody has taken. */
    void requireNoneLeft() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("no such options: " + left.keySet());
        }
    }
}
