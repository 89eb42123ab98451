package io.prego.stream.provisioning;

import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.StageStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Stands in for a real pipeline: reports every stage of a job, takes its time for each, and calls back. Thread-safe. */
final class LocalPipeline {

    /** DNS any time after Pulumi; here before the callback, which is the last thing that a run does. */
    private static final List<Stage> STAGES =
            List.of(Stage.PULUMI, Stage.ANSIBLE, Stage.ZUPLO_SYNC, Stage.DNS, Stage.CALLBACK);

    private static final String ERROR_CODE = "asked_to_fail";

    private final PipelineReports reports;
    private final Duration stageLength;

    LocalPipeline(PipelineReports reports, Duration stageLength) {
        this.reports = reports;
        this.stageLength = stageLength;
    }

    /** Runs one attempt from its beginning to its callback. */
    void run(LocalJob job) throws InterruptedException, PipelineReports.Refused {
        for (var stage : STAGES) {
            reports.stage(job, stage, StageStatus.STARTED, Map.of(), null);
            Thread.sleep(stageLength);
            if (stage != job.failsAt()) {
                var outputs = stage == Stage.PULUMI ? job.servers() : Map.<String, String>of();
                reports.stage(job, stage, StageStatus.COMPLETED, outputs, null);
                continue;
            }
            reports.stage(job, stage, StageStatus.FAILED, Map.of(), ERROR_CODE);
            if (!stage.bestEffort()) {
                reports.failed(job, stage, ERROR_CODE);
                return;
            }
        }
        reports.completed(job);
    }
}
