package io.prego.stream.provisioning;

import io.prego.event.provisioning.Transport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bound from {@code prego.pipeline.*}. The process refuses to start on a value out of range.
 *
 * @param mode {@code local}: a runner inside the process; {@code external}: whatever a trigger starts
 * @param stageMs how long the local runner pretends to work on each stage; 0 to 600,000 ms
 * @param inFlightMax how many jobs the local runner works on at once; 1 to 10,000
 */
@ConfigurationProperties(prefix = "prego.pipeline", ignoreUnknownFields = false)
record PipelineSettings(
        @DefaultValue("external") Mode mode,
        @DefaultValue("300") int stageMs,
        @DefaultValue("256") int inFlightMax) {

    enum Mode {
        LOCAL,
        EXTERNAL
    }

    PipelineSettings {
        if (stageMs < 0 || stageMs > 600_000) {
            throw new IllegalArgumentException("prego.pipeline.stage-ms must be 0 to 600000, got " + stageMs);
        }
        if (inFlightMax < 1 || inFlightMax > 10_000) {
            throw new IllegalArgumentException("prego.pipeline.in-flight-max must be 1 to 10000, got " + inFlightMax);
        }
    }

    /** The way on which jobs go; null when there is none: nothing triggers an external pipeline yet. */
    @Nullable
    Transport transport() {
        return switch (mode) {
            case LOCAL -> Transport.LOCAL;
            case EXTERNAL -> null;
        };
    }
}
