package io.prego.event.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Every committed schema: read once from the class path, where {@code schema-ids.csv} names them. Immutable. */
public final class Schemas {

    private static final Schemas COMMITTED = listedIn("/schema-ids.csv");

    private final Map<Integer, SchemaVersion> byId;
    private final Map<String, List<SchemaVersion>> bySubject;

    private Schemas(List<SchemaVersion> versions) {
        byId = versions.stream().collect(Collectors.toUnmodifiableMap(SchemaVersion::id, Function.identity()));
        bySubject = versions.stream()
                .collect(Collectors.groupingBy(SchemaVersion::subject, TreeMap::new, Collectors.toUnmodifiableList()));
    }

    public static Schemas committed() {
        return COMMITTED;
    }

    /** The schema with this id, or null when this version of the code has none. */
    public @Nullable SchemaVersion find(int id) {
        return byId.get(id);
    }

    /** All subjects, by name. */
    public List<String> subjects() {
        return List.copyOf(bySubject.keySet());
    }

    /** The versions of a subject, oldest first; empty when there is no such subject. */
    public List<SchemaVersion> versions(String subject) {
        return bySubject.getOrDefault(subject, List.of());
    }

    /** The newest version, which is what this code writes. {@link IllegalStateException} when there is none. */
    public SchemaVersion latest(String subject) {
        var versions = versions(subject);
        if (versions.isEmpty()) {
            throw new IllegalStateException("no schema is committed for " + subject);
        }
        return versions.getLast();
    }

    /** The schemas of these lists together, such as the committed ones and those that only a test knows. */
    public static Schemas listedIn(String... lists) {
        return new Schemas(Stream.of(lists)
                .flatMap(list -> text(list).lines())
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Schemas::parse)
                .toList());
    }

    private static SchemaVersion parse(String line) {
        var cells = line.split(",", -1);
        var schema = new Schema.Parser().parse(text("/avro/" + cells[4]));
        return new SchemaVersion(Integer.parseInt(cells[0]), cells[1], Integer.parseInt(cells[2]), cells[3], schema);
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Schemas.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
