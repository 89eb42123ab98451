package io.prego.projection.provisioning;

import io.prego.event.Topics;
import io.prego.event.Wire;
import io.prego.event.codec.RecordCodec;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.schema.Schemas;
import io.prego.projection.engine.Column;
import io.prego.projection.engine.Input;
import io.prego.projection.engine.Input.Upstream;
import io.prego.projection.engine.Projection;
import io.prego.projection.engine.Table;
import java.util.List;
import java.util.Objects;

/** {@link Topics#PROVISIONING_STATE} (by job id) to {@code read.provisioning_state}: one row per version of a job. */
public final class ProvisioningStateProjection {

    public static final String NAME = "provisioning_state";

    private static final Upstream TOPOLOGY = new Upstream(Topics.TENANT_STATES, List.of(Topics.TENANT));

    private static final Table<ProvisioningState> TABLE = Table.ofVersions(
            "read.provisioning_state",
            Column.word("job_id", ProvisioningState::jobId),
            Column.bigint("valid_from", ProvisioningState::position),
            List.of(
                    Column.word("tenant_id", ProvisioningState::tenantId),
                    Column.word("status", ProvisioningState::status),
                    Column.integer("attempt", ProvisioningState::attempt),
                    Column.word("failure_stage", ProvisioningState::failureStage),
                    Column.text("failure_reason", ProvisioningState::failureReason),
                    Column.text("waiting_reason", ProvisioningState::waitingReason),
                    Column.word("current_stage", ProvisioningState::currentStage),
                    Column.json("stages", state -> StagesJson.of(state.stages())),
                    Column.text("trace_id", ProvisioningState::traceId),
                    Column.instant("created_at", ProvisioningState::createdAt),
                    Column.instant("updated_at", ProvisioningState::updatedAt),
                    Column.instant("progressed_at", ProvisioningState::progressedAt),
                    Column.bigint("stream_version", ProvisioningState::streamVersion)));

    private ProvisioningStateProjection() {}

    public static Projection<ProvisioningState> of(Schemas schemas) {
        var codec = new RecordCodec<>(ProvisioningState.class, "io.prego.provisioning.ProvisioningState", schemas);
        return new Projection<>(
                NAME,
                1,
                Input.ofState(Topics.PROVISIONING_STATE, TOPOLOGY),
                record -> {
                    var value = Objects.requireNonNull(record.value(), "a state has no tombstones");
                    return codec.decode(Wire.schemaId(value), Wire.payload(value));
                },
                TABLE);
    }
}
