package io.prego.event.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.event.command.AutomationCommand.DispatchJob;
import io.prego.event.command.CommandMessage;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.StageState;
import io.prego.event.provisioning.StageStatus;
import io.prego.event.schema.Schemas;
import io.prego.kernel.JobId;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.000001Z");
    private static final JobId JOB = new JobId("job_1");

    private final RecordCodec<ProvisioningState> codec =
            new RecordCodec<>(ProvisioningState.class, "io.prego.provisioning.ProvisioningState", Schemas.committed());

    @Test
    void a_state_with_nested_stages_and_nulls_comes_back_equal() {
        var state = state();
        assertThat(codec.decode(codec.schemaId(), codec.encode(state))).isEqualTo(state);
    }

    @Test
    void a_cut_payload_an_unknown_schema_and_a_refused_value_are_undecodable() {
        var payload = codec.encode(state());
        assertThatThrownBy(() -> codec.decode(codec.schemaId(), Arrays.copyOf(payload, payload.length - 1)))
                .isInstanceOf(UndecodableEvent.class);
        assertThatThrownBy(() -> codec.decode(9_999, payload)).isInstanceOf(UndecodableEvent.class);
        assertThatThrownBy(() -> codec.decode(1, payload)).isInstanceOf(UndecodableEvent.class);
        payload[1] = 'x'; // The id's prefix: "jxb_…" is no job.
        payload[2] = 'x';
        assertThatThrownBy(() -> codec.decode(codec.schemaId(), payload)).isInstanceOf(UndecodableEvent.class);
    }

    @Test
    void a_command_message_comes_back_equal() {
        var message = new CommandMessage(new DispatchJob(JOB, 1, null), "key", "system:dispatch", "event", null);
        assertThat(CommandMessage.read(message.headers(), message.value())).isEqualTo(message);
    }

    private static ProvisioningState state() {
        var stage = new StageState(
                Stage.ZUPLO_SYNC, StageStatus.COMPLETED, false, NOON, null, Map.of("server_ip", "192.0.2.1"));
        return new ProvisioningState(
                JOB,
                new TenantId("tnt_1"),
                JobStatus.RUNNING,
                1,
                null,
                null,
                null,
                Stage.ZUPLO_SYNC,
                List.of(stage),
                "trace_1",
                NOON,
                NOON,
                NOON,
                4,
                17);
    }
}
