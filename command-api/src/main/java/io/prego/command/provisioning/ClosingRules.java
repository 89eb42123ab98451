package io.prego.command.provisioning;

import io.prego.command.provisioning.ProvisionJob.Closed;
import io.prego.command.provisioning.ProvisionJob.End;
import io.prego.command.provisioning.ProvisionJob.Handover;
import io.prego.command.provisioning.ProvisionJob.Open;
import io.prego.command.provisioning.ProvisionJob.Unknown;
import io.prego.command.provisioning.ProvisioningCommand.CloseJob;
import io.prego.command.provisioning.ProvisioningCommand.Ending;
import io.prego.command.provisioning.ProvisioningRefusal.AlreadyTerminal;
import io.prego.command.provisioning.ProvisioningRefusal.NotDispatched;
import io.prego.command.provisioning.ProvisioningRefusal.OtherAttempt;
import io.prego.command.provisioning.ProvisioningRefusal.TenantMismatch;
import io.prego.command.provisioning.ProvisioningRefusal.UnknownJob;
import io.prego.event.DomainEvent;
import io.prego.event.provisioning.CallbackRejection;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCallbackRejected;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantProvisioningFailed;
import io.prego.kernel.Decision;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whose word about a job's end is believed: the first that fits the tenant and the attempt. The rest is recorded. */
final class ClosingRules {

    private ClosingRules() {}

    static Decision<DomainEvent, ProvisioningRefusal> decide(CloseJob close, ProvisionJob job) {
        return switch (job) {
            case Unknown _ -> Decision.refuse(new UnknownJob());
            case Open open -> decide(close, open);
            case Closed closed -> decide(close, closed);
        };
    }

    private static Decision<DomainEvent, ProvisioningRefusal> decide(CloseJob close, Open job) {
        var request = job.request();
        if (!request.tenantId().value().equals(close.tenantId())) {
            return reject(new TenantMismatch(), close, request, CallbackRejection.TENANT_MISMATCH);
        }
        if (isOtherAttempt(close, request, job.stages())) {
            return reject(new OtherAttempt(), close, request, CallbackRejection.OTHER_ATTEMPT);
        }
        if (job.handover() == Handover.REQUESTED || job.handover() == Handover.PLACED) {
            return Decision.refuse(new NotDispatched());
        }
        var failedAt = failedAt(close.ending());
        return failedAt == null ? completed(close, job) : failed(close, request, failedAt);
    }

    private static Decision<DomainEvent, ProvisioningRefusal> decide(CloseJob close, Closed job) {
        var request = job.request();
        if (!request.tenantId().value().equals(close.tenantId())) {
            return reject(new TenantMismatch(), close, request, CallbackRejection.TENANT_MISMATCH);
        }
        if (isOtherAttempt(close, request, job.stages())) {
            return reject(new OtherAttempt(), close, request, CallbackRejection.OTHER_ATTEMPT);
        }
        var failedAt = failedAt(close.ending());
        var said = failedAt == null ? new End.Completed() : new End.Failed(failedAt);
        return said.equals(job.end())
                ? Decision.accept()
                : reject(new AlreadyTerminal(), close, request, CallbackRejection.ALREADY_TERMINAL);
    }

    /** By the attempt's number; a call without one is about the current attempt, unless its run was of an earlier one. */
    private static boolean isOtherAttempt(CloseJob close, ProvisionJobRequested request, StageProgress stages) {
        var attempt = close.attempt();
        return attempt == null ? stages.isFormer(close.runId()) : attempt != request.attempt();
    }

    private static Decision<DomainEvent, ProvisioningRefusal> reject(
            ProvisioningRefusal reason, CloseJob close, ProvisionJobRequested request, CallbackRejection code) {
        return Decision.refuse(reason, new ProvisionJobCallbackRejected(close.jobId(), request.tenantId(), code));
    }

    /** Null when the ending counts as completed: DNS is best-effort, so its failure alone fails nothing. */
    static @Nullable FailureStage failedAt(Ending ending) {
        return switch (ending) {
            case Ending.Completed _ -> null;
            case Ending.Failed failed -> failed.stage() == FailureStage.DNS ? null : failed.stage();
        };
    }

    private static Decision<DomainEvent, ProvisioningRefusal> completed(CloseJob close, Open job) {
        var request = job.request();
        var durationMs =
                Math.max(0, Duration.between(job.requestedAt(), close.at()).toMillis());
        var site = close.outputs()
                .getOrDefault("site_name", request.subdomainSlug().value());
        return Decision.accept(
                new ProvisionJobCompleted(
                        close.jobId(), request.tenantId(), close.outputs(), close.runId(), durationMs),
                new TenantActivated(request.tenantId(), close.jobId(), site, request.canonicalHostname()));
    }

    private static Decision<DomainEvent, ProvisioningRefusal> failed(
            CloseJob close, ProvisionJobRequested request, FailureStage stage) {
        var reason = close.ending() instanceof Ending.Failed failed ? failed.reason() : null;
        return Decision.accept(
                new ProvisionJobFailed(close.jobId(), request.tenantId(), stage, reason, true),
                new TenantProvisioningFailed(request.tenantId(), close.jobId(), stage));
    }
}
