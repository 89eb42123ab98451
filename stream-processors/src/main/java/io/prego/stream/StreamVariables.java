package io.prego.stream;

import io.prego.launch.Production;
import io.prego.launch.Variables;
import io.prego.stream.running.InstanceId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What environment variables tell the stream processors; each is described in the README.
 *
 * @param pipeline who runs the stages of a job
 * @param stageMs how long the local pipeline stays in each stage, in milliseconds, 0 to 600,000
 * @param instance names this process among those that share the work; null: it names itself
 */
public record StreamVariables(
        Pipeline pipeline, int stageMs, @Nullable String instance) {

    private static final int STAGE_MAX = 600_000;

    /** The runner in the process of the stream processors, or one outside. */
    public enum Pipeline {
        LOCAL,
        EXTERNAL
    }

    /** Reads the variables; {@link IllegalArgumentException} names the variable, what it takes and what it got. */
    public static StreamVariables read(Variables variables, boolean production) {
        var pipeline = pipeline(variables, production);
        if (production) {
            Production.require(pipeline == Pipeline.EXTERNAL, "PREGO_PIPELINE must be external");
        }
        return new StreamVariables(
                pipeline, variables.number("PREGO_PIPELINE_STAGE_MS", 300, 0, STAGE_MAX), instance(variables));
    }

    private static @Nullable String instance(Variables variables) {
        var instance = variables.find("PREGO_INSTANCE");
        if (instance == null || InstanceId.isValid(instance)) {
            return instance;
        }
        throw new IllegalArgumentException("PREGO_INSTANCE must be 1 to 40 of [A-Za-z0-9_-], got " + instance);
    }

    private static Pipeline pipeline(Variables variables, boolean production) {
        var otherwise = production ? "external" : "local";
        return variables.oneOf("PREGO_PIPELINE", otherwise, "local", "external").equals("local")
                ? Pipeline.LOCAL
                : Pipeline.EXTERNAL;
    }

    boolean runsPipeline() {
        return pipeline == Pipeline.LOCAL;
    }

    /**
     * The properties of this module. Two named processes on one data folder keep their state apart.
     *
     * @param dataDir what the process keeps from one start to the next
     */
    public Map<String, Object> properties(Path dataDir) {
        var properties = new HashMap<String, Object>();
        properties.put("prego.pipeline.mode", pipeline.name().toLowerCase(Locale.ROOT));
        properties.put("prego.pipeline.stage-ms", stageMs);
        properties.put(
                "prego.stream.state-dir",
                dataDir.resolve(instance == null ? "streams" : "streams-" + instance)
                        .toString());
        if (instance != null) {
            properties.put("prego.stream.instance-id", instance);
        }
        return properties;
    }
}
