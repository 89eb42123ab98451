package io.prego.event.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * The upcasters of each subject, by the version that they start from. A version without one differs from the next in no
 * more than fields that have a default. Immutable.
 */
public final class Upcasters {

    /** Those of the committed schemas. */
    public static final Upcasters COMMITTED = new Upcasters(
            Map.of("io.prego.provisioning.ProvisioningState", Map.of(1, Upcasters::progressedWhenUpdated)));

    private final Map<String, Map<Integer, Upcaster>> bySubject;

    public Upcasters(Map<String, Map<Integer, Upcaster>> bySubject) {
        this.bySubject = Map.copyOf(bySubject);
    }

    /** The steps from this version to the newest one, in order. */
    List<Upcaster> from(String subject, int version) {
        var steps = new TreeMap<>(bySubject.getOrDefault(subject, Map.of()));
        return List.copyOf(steps.tailMap(version).values());
    }

    /** The record after these steps; itself when there are none. */
    static GenericRecord applied(List<Upcaster> steps, GenericRecord avro) {
        if (steps.isEmpty()) {
            return avro;
        }
        var fields = fields(avro);
        for (var step : steps) {
            fields = step.upcast(fields);
        }
        var upcast = new GenericData.Record(avro.getSchema());
        for (var field : avro.getSchema().getFields()) {
            upcast.put(field.pos(), fields.get(field.name()));
        }
        return upcast;
    }

    private static Map<String, @Nullable Object> fields(GenericRecord avro) {
        var fields = new HashMap<String, @Nullable Object>();
        for (var field : avro.getSchema().getFields()) {
            fields.put(field.name(), avro.get(field.pos()));
        }
        return fields;
    }

    /** Version 1 of a job's state did not tell its own progress from a refused callback: any event counted. */
    private static Map<String, @Nullable Object> progressedWhenUpdated(Map<String, @Nullable Object> fields) {
        var upcast = new HashMap<String, @Nullable Object>(fields);
        upcast.put("progressed_at", fields.get("updated_at"));
        return upcast;
    }
}
