package io.prego.command.provisioning;

import io.prego.command.handling.Decider;
import io.prego.command.handling.StreamKey;
import io.prego.command.provisioning.ProvisionJob.Closed;
import io.prego.command.provisioning.ProvisionJob.Handover;
import io.prego.command.provisioning.ProvisionJob.Open;
import io.prego.command.provisioning.ProvisionJob.Unknown;
import io.prego.command.provisioning.ProvisioningCommand.CancelJob;
import io.prego.command.provisioning.ProvisioningCommand.CloseJob;
import io.prego.command.provisioning.ProvisioningCommand.ConfirmDispatch;
import io.prego.command.provisioning.ProvisioningCommand.DispatchJob;
import io.prego.command.provisioning.ProvisioningCommand.ReportStage;
import io.prego.command.provisioning.ProvisioningCommand.RetryJob;
import io.prego.command.provisioning.ProvisioningRefusal.AlreadyTerminal;
import io.prego.command.provisioning.ProvisioningRefusal.OtherAttempt;
import io.prego.command.provisioning.ProvisioningRefusal.TenantMismatch;
import io.prego.command.provisioning.ProvisioningRefusal.UnknownJob;
import io.prego.event.DomainEvent;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCallbackRejected;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatched;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.kernel.Decision;
import io.prego.kernel.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of a provision job: each command goes to the part that decides about it. */
final class ProvisioningDecider implements Decider<ProvisioningCommand, ProvisionJob, ProvisioningRefusal> {

    @Override
    public List<Tag> boundary(ProvisioningCommand command) {
        return List.of(new Tag("job", command.jobId().value()));
    }

    @Override
    public StreamKey target(ProvisioningCommand command) {
        return new StreamKey("provision_job", command.jobId().value());
    }

    @Override
    public ProvisionJob initial() {
        return new Unknown();
    }

    @Override
    public ProvisionJob evolve(ProvisionJob state, DomainEvent fact, Instant occurredAt) {
        return ProvisionJob.evolve(state, fact, occurredAt);
    }

    @Override
    public Decision<DomainEvent, ProvisioningRefusal> decide(ProvisioningCommand command, ProvisionJob job) {
        return switch (command) {
            case DispatchJob dispatch -> dispatch(dispatch, job);
            case ConfirmDispatch confirm -> confirm(confirm, job);
            case ReportStage report -> StageRules.decide(report, job);
            case CloseJob close -> ClosingRules.decide(close, job);
            case RetryJob retry -> OperatorRules.decide(retry, job);
            case CancelJob cancel -> OperatorRules.decide(cancel, job);
        };
    }

    private static Decision<DomainEvent, ProvisioningRefusal> dispatch(DispatchJob dispatch, ProvisionJob job) {
        return switch (job) {
            case Unknown _ -> Decision.refuse(new UnknownJob());
            case Closed _ -> Decision.accept();
            case Open open -> PlacementRules.decide(dispatch, open);
        };
    }

    private static Decision<DomainEvent, ProvisioningRefusal> confirm(ConfirmDispatch confirm, ProvisionJob job) {
        return switch (job) {
            case Unknown _ -> Decision.refuse(new UnknownJob());
            case Open open -> confirm(confirm, open.request(), open.handover());
            case Closed closed -> confirm(confirm, closed.request(), closed.handover());
        };
    }

    /** Recorded once, even after the end: the run that it names is what an operator looks for. */
    private static Decision<DomainEvent, ProvisioningRefusal> confirm(
            ConfirmDispatch confirm, ProvisionJobRequested request, Handover handover) {
        if (handover != Handover.ATTEMPTED || !ProvisionJob.dispatchKey(request).equals(confirm.dispatchKey())) {
            return Decision.accept();
        }
        return Decision.accept(new ProvisionJobDispatched(
                confirm.jobId(),
                request.tenantId(),
                confirm.dispatchKey(),
                confirm.transport(),
                confirm.httpStatus(),
                confirm.runId(),
                null,
                null));
    }

    @Override
    public @Nullable ProvisioningRefusal refusalRecordedBy(List<DomainEvent> facts) {
        if (!(facts.getFirst() instanceof ProvisionJobCallbackRejected rejected)) {
            return null;
        }
        return switch (rejected.reasonCode()) {
            case ALREADY_TERMINAL -> new AlreadyTerminal();
            case TENANT_MISMATCH -> new TenantMismatch();
            case OTHER_ATTEMPT -> new OtherAttempt();
        };
    }
}
