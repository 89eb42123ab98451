package io.prego.stream.provisioning;

import io.micrometer.core.instrument.MeterRegistry;
import io.prego.event.Topics;
import io.prego.event.codec.RecordCodec;
import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.schema.Schemas;
import io.prego.fold.provisioning.ProvisioningFold;
import io.prego.stream.feed.StateFeed;
import io.prego.stream.feed.StateFold;
import java.util.List;

/**
 * {@code prego.tenant.v1} (by tenant id) to {@code prego.state.provisioning_state.v1} (by job id): every version of each
 * provision job.
 */
final class ProvisioningStateFeed {

    private static final StateFold<ProvisioningEvent, ProvisioningState> FOLD = new StateFold<>(
            ProvisioningEvent.class,
            event -> event.jobId().value(),
            ProvisioningState::tenantId,
            ProvisioningState::position,
            ProvisioningFold::evolve,
            new RecordCodec<>(ProvisioningState.class, "io.prego.provisioning.ProvisioningState", Schemas.committed()));

    private ProvisioningStateFeed() {}

    static StateFeed of(MeterRegistry meters) {
        return StateFeed.of(
                Topics.PROVISIONING_STATE_FOLD, "provisioning-state", List.of(Topics.PROVISIONING_STATE), FOLD, meters);
    }
}
