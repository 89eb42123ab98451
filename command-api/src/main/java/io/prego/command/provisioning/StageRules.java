package io.prego.command.provisioning;

import io.prego.command.provisioning.ProvisionJob.Closed;
import io.prego.command.provisioning.ProvisionJob.End;
import io.prego.command.provisioning.ProvisionJob.Handover;
import io.prego.command.provisioning.ProvisionJob.Open;
import io.prego.command.provisioning.ProvisionJob.Unknown;
import io.prego.command.provisioning.ProvisioningCommand.ReportStage;
import io.prego.command.provisioning.ProvisioningRefusal.NotDispatched;
import io.prego.command.provisioning.ProvisioningRefusal.OtherAttempt;
import io.prego.command.provisioning.ProvisioningRefusal.StageOutOfOrder;
import io.prego.command.provisioning.ProvisioningRefusal.UnknownJob;
import io.prego.event.DomainEvent;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageStarted;
import io.prego.kernel.Decision;

/**
 * Which stage reports are news. A late or repeated report is harmless; one that skips a stage, or comes from a run of an
 * earlier attempt, is refused.
 */
final class StageRules {

    private StageRules() {}

    static Decision<DomainEvent, ProvisioningRefusal> decide(ReportStage report, ProvisionJob job) {
        return switch (job) {
            case Unknown _ -> Decision.refuse(new UnknownJob());
            case Open open -> decide(report, open);
            case Closed closed -> decide(report, closed);
        };
    }

    private static Decision<DomainEvent, ProvisioningRefusal> decide(ReportStage report, Open job) {
        if (job.handover() == Handover.REQUESTED || job.handover() == Handover.PLACED) {
            return Decision.refuse(new NotDispatched());
        }
        if (job.stages().isFormer(report.runId())) {
            return Decision.refuse(new OtherAttempt());
        }
        return switch (job.stages().place(report.stage(), report.status(), report.runId())) {
            case PASSED -> Decision.accept();
            case NEXT -> Decision.accept(fact(report, job.request(), job.stages()));
            case SKIPPING -> Decision.refuse(new StageOutOfOrder());
        };
    }

    /** After the end only the DNS of a completed job is still worth a fact. */
    private static Decision<DomainEvent, ProvisioningRefusal> decide(ReportStage report, Closed job) {
        var isNews = job.end() instanceof End.Completed
                && report.stage().bestEffort()
                && job.stages().place(report.stage(), report.status(), report.runId()) != StageProgress.Place.PASSED;
        return isNews ? Decision.accept(fact(report, job.request(), job.stages())) : Decision.accept();
    }

    static DomainEvent fact(ReportStage report, ProvisionJobRequested request, StageProgress stages) {
        var stage = report.stage();
        var seq = stages.seq() + 1;
        var attempt = request.attempt();
        return switch (report.status()) {
            case STARTED ->
                new ProvisionJobStageStarted(
                        report.jobId(), request.tenantId(), stage, seq, stage.bestEffort(), report.runId(), attempt);
            case COMPLETED ->
                new ProvisionJobStageCompleted(
                        report.jobId(),
                        request.tenantId(),
                        stage,
                        seq,
                        stage.bestEffort(),
                        report.runId(),
                        attempt,
                        report.outputs(),
                        stages.durationMs(stage, report.at()));
            case FAILED ->
                new ProvisionJobStageFailed(
                        report.jobId(),
                        request.tenantId(),
                        stage,
                        seq,
                        stage.bestEffort(),
                        report.runId(),
                        attempt,
                        report.errorCode(),
                        stages.durationMs(stage, report.at()));
        };
    }
}
