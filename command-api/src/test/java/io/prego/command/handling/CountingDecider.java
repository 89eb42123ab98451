package io.prego.command.handling;

import io.prego.event.DomainEvent;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageCompleted;
import io.prego.event.provisioning.Stage;
import io.prego.kernel.Decision;
import io.prego.kernel.JobId;
import io.prego.kernel.Tag;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each command counts one further: a fact that was decided on anything but its predecessor shows. */
final class CountingDecider implements Decider<CountingDecider.Count, Integer, String> {

    record Count(JobId jobId) {}

    static Count count(String jobId) {
        return new Count(new JobId(jobId));
    }

    @Override
    public List<Tag> boundary(Count command) {
        return List.of(new Tag("job", command.jobId().value()));
    }

    @Override
    public @Nullable StreamKey target(Count command) {
        return new StreamKey("job", command.jobId().value());
    }

    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Integer evolve(Integer state, DomainEvent fact, Instant occurredAt) {
        return ((ProvisionJobStageCompleted) fact).seq();
    }

    @Override
    public Decision<DomainEvent, String> decide(Count command, Integer state) {
        return Decision.accept(new ProvisionJobStageCompleted(
                command.jobId(),
                new TenantId("tnt_01m4000000000000000000000a"),
                Stage.DNS,
                state + 1,
                true,
                "run",
                1,
                Map.of(),
                250));
    }
}
