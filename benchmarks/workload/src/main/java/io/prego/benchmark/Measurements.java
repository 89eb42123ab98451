package io.prego.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What one run has shown: figures by name. A process prints them as one line, which whoever started it reads.
 *
 * @param values by names without blanks
 */
public record Measurements(Map<String, Double> values) {

    private static final String MARK = "RESULT ";

    public Measurements {
        values = Map.copyOf(values);
    }

    /** These and further ones; a name that both have takes the further value. */
    public Measurements with(Map<String, Double> more) {
        var all = new TreeMap<>(values);
        all.putAll(more);
        return new Measurements(all);
    }

    public Measurements with(String name, double value) {
        return with(Map.of(name, value));
    }

    /** Fails where nothing of this name was measured. */
    public double get(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no figure %s, but %s".formatted(name, values.keySet()));
        }
        return value;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** One line; {@link #of(String)} reads it. */
    public String line() {
        var line = new StringJoiner(" ", MARK, "");
        new TreeMap<>(values).forEach((name, value) -> line.add(name + "=" + value));
        return line.toString();
    }

    public static boolean isIn(String line) {
        return line.startsWith(MARK);
    }

    public static Measurements of(String line) {
        var values = new TreeMap<String, Double>();
        for (var field : fields(line)) {
            var equals = field.indexOf('=');
            values.put(field.substring(0, equals), Double.valueOf(field.substring(equals + 1)));
        }
        return new Measurements(values);
    }

    private static List<String> fields(String line) {
        var fields = new ArrayList<>(List.of(line.substring(MARK.length()).split(" ", -1)));
        fields.removeIf(String::isEmpty);
        return fields;
    }
}
