package io.prego.command.provisioning;

import io.prego.command.provisioning.ProvisionJob.Closed;
import io.prego.command.provisioning.ProvisionJob.End;
import io.prego.command.provisioning.ProvisionJob.Open;
import io.prego.command.provisioning.ProvisionJob.Unknown;
import io.prego.command.provisioning.ProvisioningCommand.CancelJob;
import io.prego.command.provisioning.ProvisioningCommand.RetryJob;
import io.prego.command.provisioning.ProvisioningRefusal.IllegalTransition;
import io.prego.command.provisioning.ProvisioningRefusal.UnknownJob;
import io.prego.event.DomainEvent;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCancelled;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRetryRequested;
import io.prego.event.tenant.TenantEvent.TenantProvisioningFailed;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.kernel.Decision;

/** What an operator may do to a job: try a failed one again, and give up one on which no pipeline has begun to work. */
final class OperatorRules {

    private OperatorRules() {}

    /** The next attempt is requested like the first one was, so that whoever acts on a request acts on it too. */
    static Decision<DomainEvent, ProvisioningRefusal> decide(RetryJob retry, ProvisionJob job) {
        return switch (job) {
            case Unknown _ -> Decision.refuse(new UnknownJob());
            case Open open -> Decision.refuse(new IllegalTransition(open.status()));
            case Closed closed -> decide(retry, closed);
        };
    }

    private static Decision<DomainEvent, ProvisioningRefusal> decide(RetryJob retry, Closed job) {
        if (!(job.end() instanceof End.Failed)) {
            return Decision.refuse(new IllegalTransition(job.end().status()));
        }
        var operator = retry.operator();
        var next = nextAttempt(job.request(), operator.by());
        return Decision.accept(
                new ProvisionJobRetryRequested(retry.jobId(), next.tenantId(), operator.by(), operator.reasonCode()),
                next,
                new TenantProvisioningStarted(next.tenantId(), retry.jobId(), next.attempt()));
    }

    private static ProvisionJobRequested nextAttempt(ProvisionJobRequested request, String by) {
        return new ProvisionJobRequested(
                request.jobId(),
                request.tenantId(),
                request.attempt() + 1,
                request.region(),
                request.subdomainSlug(),
                request.canonicalHostname(),
                request.dedicated(),
                request.createNewServer(),
                request.targetServerId(),
                by);
    }

    /** A pipeline that works may have made servers already: it is let to its end, which then can be retried or left. */
    static Decision<DomainEvent, ProvisioningRefusal> decide(CancelJob cancel, ProvisionJob job) {
        return switch (job) {
            case Unknown _ -> Decision.refuse(new UnknownJob());
            case Open open -> decide(cancel, open);
            case Closed closed ->
                Decision.refuse(new IllegalTransition(closed.end().status()));
        };
    }

    private static Decision<DomainEvent, ProvisioningRefusal> decide(CancelJob cancel, Open job) {
        if (job.status() == JobStatus.RUNNING) {
            return Decision.refuse(new IllegalTransition(job.status()));
        }
        var operator = cancel.operator();
        return Decision.accept(
                new ProvisionJobCancelled(cancel.jobId(), job.tenantId(), operator.by(), operator.reasonCode()),
                new TenantProvisioningFailed(job.tenantId(), cancel.jobId(), FailureStage.UNKNOWN));
    }
}
