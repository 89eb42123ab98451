package io.prego.command.provisioning;

import io.prego.event.provisioning.JobStatus;

/** Why something asked of a provision job is not done. */
sealed interface ProvisioningRefusal {

    record UnknownJob() implements ProvisioningRefusal {}

    /** No dispatch was attempted, so no pipeline can know of the job. */
    record NotDispatched() implements ProvisioningRefusal {}

    /** A stage before the reported one has not completed. */
    record StageOutOfOrder() implements ProvisioningRefusal {}

    /** The job ended, and not in the way that is said now. */
    record AlreadyTerminal() implements ProvisioningRefusal {}

    /** What the operator asks for does not lead anywhere from where the job stands. */
    record IllegalTransition(JobStatus status) implements ProvisioningRefusal {}

    /** The job belongs to another tenant. */
    record TenantMismatch() implements ProvisioningRefusal {}

    /** The call is about an attempt that is not the current one. */
    record OtherAttempt() implements ProvisioningRefusal {}
}
