package io.prego.benchmark.prego;

import io.prego.benchmark.prego.JobCommand.Change;
import io.prego.benchmark.prego.JobCommand.Create;
import io.prego.command.handling.Decider;
import io.prego.command.handling.StreamKey;
import io.prego.event.DomainEvent;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageCompleted;
import io.prego.event.provisioning.Stage;
import io.prego.kernel.Decision;
import io.prego.kernel.Region;
import io.prego.kernel.Slug;
import io.prego.kernel.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts with the facts of a provision job, under the condition that product code has for these: the tag of the job. */
final class JobDecider implements Decider<JobCommand, JobDecider.Counter, String> {

    /** @param value null while there is no such counter */
    record Counter(@Nullable Integer value) {}

    @Override
    public List<Tag> boundary(JobCommand command) {
        return List.of(new Tag("job", command.jobId().value()));
    }

    @Override
    public @Nullable StreamKey target(JobCommand command) {
        return switch (command) {
            case Create _ -> null;
            case Change change -> new StreamKey("provision_job", change.jobId().value());
        };
    }

    @Override
    public Counter initial() {
        return new Counter(null);
    }

    @Override
    public Counter evolve(Counter state, DomainEvent fact, Instant occurredAt) {
        return fact instanceof ProvisionJobStageCompleted completed ? new Counter(completed.seq()) : new Counter(0);
    }

    @Override
    public Decision<DomainEvent, String> decide(JobCommand command, Counter state) {
        return switch (command) {
            case Create create ->
                state.value() == null ? Decision.accept(requested(create)) : Decision.refuse("there is one already");
            case Change change ->
                state.value() == null
                        ? Decision.refuse("there is none")
                        : Decision.accept(completed(change, state.value()));
        };
    }

    private static DomainEvent requested(Create create) {
        return new ProvisionJobRequested(
                create.jobId(),
                create.tenantId(),
                1,
                Region.EU,
                new Slug("benchmark"),
                "benchmark.example",
                false,
                true,
                create.note(),
                "service:benchmark");
    }

    private static List<DomainEvent> completed(Change change, int value) {
        var facts = new ArrayList<DomainEvent>();
        for (var note : change.notes()) {
            facts.add(new ProvisionJobStageCompleted(
                    change.jobId(),
                    change.tenantId(),
                    Stage.DNS,
                    value + facts.size() + 1,
                    true,
                    "run",
                    1,
                    Map.of("note", note),
                    250));
        }
        return facts;
    }
}
