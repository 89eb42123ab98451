package io.prego.command.provisioning;

import io.prego.command.provisioning.ProvisioningRefusal.AlreadyTerminal;
import io.prego.command.provisioning.ProvisioningRefusal.IllegalTransition;
import io.prego.command.provisioning.ProvisioningRefusal.NotDispatched;
import io.prego.command.provisioning.ProvisioningRefusal.OtherAttempt;
import io.prego.command.provisioning.ProvisioningRefusal.StageOutOfOrder;
import io.prego.command.provisioning.ProvisioningRefusal.TenantMismatch;
import io.prego.command.provisioning.ProvisioningRefusal.UnknownJob;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.Problem;
import io.prego.edge.problem.ProblemType;

/** The one place where a refusal about a job becomes HTTP. A refusal without a problem does not compile. */
final class ProvisioningProblems {

    private static final ProblemType JOB_NOT_DISPATCHED =
            new ProblemType(409, "job_not_dispatched", "No pipeline has been given this job yet.");
    private static final ProblemType STAGE_OUT_OF_ORDER =
            new ProblemType(409, "stage_out_of_order", "A stage before this one has not completed.");
    private static final ProblemType ALREADY_TERMINAL =
            new ProblemType(409, "already_terminal", "The job has ended in another way.");
    private static final ProblemType OTHER_ATTEMPT =
            new ProblemType(409, "other_attempt", "The job is in another attempt.");
    private static final ProblemType ILLEGAL_TRANSITION =
            new ProblemType(409, "illegal_transition", "This cannot be done to the job as it stands.");
    private static final ProblemType TENANT_MISMATCH =
            new ProblemType(422, "tenant_mismatch", "The job belongs to another tenant.");

    private ProvisioningProblems() {}

    static Problem of(ProvisioningRefusal refusal) {
        return switch (refusal) {
            case UnknownJob _ -> EdgeProblems.NOT_FOUND.because("There is no such job.");
            case NotDispatched _ -> JOB_NOT_DISPATCHED.because("Wait until the job is Dispatched.");
            case StageOutOfOrder _ -> STAGE_OUT_OF_ORDER.because("Report the stages in their order.");
            case AlreadyTerminal _ -> ALREADY_TERMINAL.because("The first end counts; this call is recorded.");
            case OtherAttempt _ -> OTHER_ATTEMPT.because("A call about another attempt changes nothing.");
            case IllegalTransition illegal ->
                ILLEGAL_TRANSITION.because(
                        "The job is %s.".formatted(illegal.status().word()));
            case TenantMismatch _ ->
                TENANT_MISMATCH
                        .because("This call is recorded and changes nothing.")
                        .at("/tenant_id", "not the tenant of this job");
        };
    }
}
