package io.prego.projection.provisioning;

import io.prego.event.CloudEvent;
import io.prego.event.provisioning.StageState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The stages of a job in the very bytes in which an answer shows them: fields in the contract's order, outputs by name. */
final class StagesJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StagesJson() {}

    static String of(List<StageState> stages) {
        return JSON.writeValueAsString(stages.stream().map(StagesJson::of).toList());
    }

    private static Map<String, @Nullable Object> of(StageState stage) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("stage", stage.stage().name().toLowerCase(Locale.ROOT));
        fields.put("status", stage.status().name().toLowerCase(Locale.ROOT));
        fields.put("best_effort", stage.bestEffort());
        fields.put("started_at", instant(stage.startedAt()));
        fields.put("ended_at", instant(stage.endedAt()));
        fields.put("outputs", new TreeMap<>(stage.outputs()));
        return fields;
    }

    private static @Nullable String instant(@Nullable Instant instant) {
        return instant == null ? null : CloudEvent.INSTANT.format(instant);
    }
}
