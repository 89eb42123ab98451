package io.prego.stream.provisioning;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.Topics;
import io.prego.event.codec.RecordCodec;
import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.schema.Schemas;
import io.prego.fold.provisioning.ProvisioningFold;
import io.prego.stream.feed.StateFold;
import io.prego.stream.feed.StateTopology;
import io.prego.stream.parking.ParkedCounts;
import java.util.List;
import org.apache.kafka.streams.Topology;

/**
 * {@code prego.tenant.v1} (by tenant id) to {@code prego.state.provisioning_state.v1} (by job id): every version of each
 * provision job.
 */
final class ProvisioningStateTopology {

    static final String APPLICATION_ID = Topics.PROVISIONING_STATE_FOLD;
    static final List<String> TOPICS = List.of(Topics.TENANT, Topics.PROVISIONING_STATE);

    private static final StateFold<ProvisioningEvent, ProvisioningState> FOLD = new StateFold<>(
            ProvisioningEvent.class,
            event -> event.jobId().value(),
            ProvisioningState::tenantId,
            ProvisioningState::position,
            ProvisioningFold::evolve,
            new RecordCodec<>(ProvisioningState.class, "io.prego.provisioning.ProvisioningState", Schemas.committed()));

    private ProvisioningStateTopology() {}

    static Topology build(MeterRegistry meters, ParkedCounts parked) {
        return StateTopology.build(
                "provisioning-state", Topics.TENANT, List.of(Topics.PROVISIONING_STATE), FOLD, meters, parked);
    }
}
