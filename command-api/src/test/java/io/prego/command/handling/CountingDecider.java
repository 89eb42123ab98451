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

/**
 * Each command counts one further: a fact that was decided on anything but its predecessor shows. Beside it stands one
 * about another job, which lies outside the boundary and must not count.
 */
final class CountingDecider implements Decider<CountingDecider.Count, Integer, String> {

    private static final JobId OTHER = new JobId("job_01m4000000000000000000000b");

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
        return new StreamKey("provision_job", command.jobId().value());
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
        return Decision.accept(completed(command.jobId(), state + 1), completed(OTHER, 1_000));
    }

    private static DomainEvent completed(JobId jobId, int seq) {
        return new ProvisionJobStageCompleted(
                jobId, new TenantId("tnt_01m4000000000000000000000a"), Stage.DNS, seq, true, "run", 1, Map.of(), 250);
    }
}
