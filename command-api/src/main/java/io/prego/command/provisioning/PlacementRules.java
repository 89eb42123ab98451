package io.prego.command.provisioning;

import io.prego.command.provisioning.ProvisionJob.Open;
import io.prego.command.provisioning.ProvisioningCommand.DispatchJob;
import io.prego.event.DomainEvent;
import io.prego.event.provisioning.DispatchError;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.InfraMode;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchAttempted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobPlacementDecided;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.tenant.TenantEvent.TenantProvisioningFailed;
import io.prego.kernel.Decision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where a job's tenant will live and whether its job can be handed over. Nothing is called before this is recorded. */
final class PlacementRules {

    private PlacementRules() {}

    /** Places once per attempt. A job that waited for a trigger goes on with the first command that has one. */
    static Decision<DomainEvent, ProvisioningRefusal> decide(DispatchJob dispatch, Open job) {
        if (job.request().attempt() != dispatch.attempt()) {
            return Decision.accept();
        }
        return switch (job.handover()) {
            case REQUESTED -> place(dispatch, job);
            case PLACED -> dispatch.transport() == null ? Decision.accept() : Decision.accept(handover(dispatch, job));
            case ATTEMPTED, CONFIRMED -> Decision.accept();
        };
    }

    private static Decision<DomainEvent, ProvisioningRefusal> place(DispatchJob dispatch, Open job) {
        if (!job.request().createNewServer() && job.request().targetServerId() == null) {
            return Decision.accept(
                    new ProvisionJobFailed(
                            dispatch.jobId(), job.tenantId(), FailureStage.PLACEMENT, "no_server_to_place_on", false),
                    new TenantProvisioningFailed(job.tenantId(), dispatch.jobId(), FailureStage.PLACEMENT));
        }
        return Decision.accept(placement(job), handover(dispatch, job));
    }

    private static ProvisionJobPlacementDecided placement(Open job) {
        var request = job.request();
        var target = request.targetServerId();
        return new ProvisionJobPlacementDecided(
                request.jobId(),
                request.tenantId(),
                "placement-of-" + job.dispatchKey(),
                target == null,
                target,
                target == null ? InfraMode.CREATE_NEW_SERVER : InfraMode.USE_EXISTING,
                request.dedicated(),
                request.region(),
                "as_requested",
                target == null ? "new_server_allowed" : "target_server_given",
                target == null ? 0 : 1);
    }

    private static DomainEvent handover(DispatchJob dispatch, Open job) {
        var transport = dispatch.transport();
        if (transport == null) {
            return new ProvisionJobDispatchFailed(
                    dispatch.jobId(), job.tenantId(), job.dispatchKey(), null, DispatchError.NO_TRIGGER, null);
        }
        return new ProvisionJobDispatchAttempted(
                dispatch.jobId(), job.tenantId(), job.dispatchKey(), transport, null, digest(job.request()), 1);
    }

    /** SHA-256 over what the pipeline is told, hex: shows later that it was told the same. */
    private static String digest(ProvisionJobRequested request) {
        var inputs = String.join(
                "\n",
                request.jobId().value(),
                request.tenantId().value(),
                request.region().name(),
                String.valueOf(request.targetServerId()),
                request.subdomainSlug().value(),
                request.canonicalHostname(),
                Boolean.toString(request.dedicated()));
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(inputs.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
