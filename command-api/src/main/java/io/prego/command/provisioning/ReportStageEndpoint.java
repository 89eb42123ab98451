package io.prego.command.provisioning;

import io.prego.command.handling.Answers;
import io.prego.command.handling.Asker;
import io.prego.command.handling.Commands;
import io.prego.command.handling.Rules;
import io.prego.command.provisioning.ProvisioningCommand.ReportStage;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.request.RequestContext;
import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.StageStatus;
import io.prego.kernel.JobId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /internal/jobs/{id}/stages}: a pipeline says how far it is. */
@RestController
final class ReportStageEndpoint {

    private final Commands<ProvisioningCommand, ProvisioningRefusal> commands;
    private final Clock clock;

    ReportStageEndpoint(Commands<ProvisioningCommand, ProvisioningRefusal> commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    record Body(
            @NotNull String stage,
            @NotNull String status,
            @NotNull String runId,
            @Nullable Map<String, String> outputs,
            @Nullable String errorCode) {}

    /** What was understood; {@code recorded} is false when the report was no news. */
    record Reported(String jobId, String stage, String status, boolean recorded) {}

    @PostMapping("/internal/jobs/{id}/stages")
    ResponseEntity<?> report(@PathVariable String id, @Valid @RequestBody Body body, RequestContext request) {
        var jobId = JobId.parse(id);
        if (jobId == null) {
            return EdgeProblems.NOT_FOUND.because("There is no such job.").toResponse();
        }
        var outcome = commands.handle(command(jobId, body), Asker.of(request).asPipeline());
        return Answers.of(
                outcome,
                done -> ResponseEntity.accepted()
                        .headers(Answers.headers(done).http())
                        .body(new Reported(
                                id, body.stage(), body.status(), !done.facts().isEmpty())),
                ProvisioningProblems::of);
    }

    private ReportStage command(JobId jobId, Body body) {
        var rules = new Rules();
        var stage = rules.oneOf(Stage.class, body.stage(), "/stage");
        var status = rules.oneOf(StageStatus.class, body.status(), "/status");
        PipelineValues.word(rules, body.runId(), "/run_id");
        PipelineValues.word(rules, body.errorCode(), "/error_code");
        var outputs = PipelineValues.outputs(rules, body.outputs());
        rules.check();
        return new ReportStage(jobId, stage, status, body.runId(), outputs, body.errorCode(), clock.instant());
    }
}
