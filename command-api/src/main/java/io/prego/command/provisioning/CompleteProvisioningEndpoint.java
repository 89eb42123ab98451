package io.prego.command.provisioning;

import io.prego.command.handling.Answers;
import io.prego.command.handling.Asker;
import io.prego.command.handling.Commands;
import io.prego.command.handling.Outcome;
import io.prego.command.handling.Rules;
import io.prego.command.provisioning.ProvisioningCommand.CloseJob;
import io.prego.command.provisioning.ProvisioningCommand.Ending;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.request.RequestContext;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.JobStatus;
import io.prego.kernel.JobId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /internal/provision-complete}: a pipeline says how a job ended. */
@RestController
final class CompleteProvisioningEndpoint {

    private final Commands<ProvisioningCommand, ProvisioningRefusal> commands;
    private final Clock clock;

    CompleteProvisioningEndpoint(Commands<ProvisioningCommand, ProvisioningRefusal> commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    record Body(
            @NotNull String jobId,
            @NotNull String tenantId,
            @NotNull String status,
            @Nullable String failureStage,
            @Nullable String failureReason,
            @Nullable Map<String, String> outputs,
            @Nullable Integer attempt,
            @Nullable String runId) {}

    record Closed(String jobId, String status) {}

    @PostMapping("/internal/provision-complete")
    ResponseEntity<?> complete(@Valid @RequestBody Body body, RequestContext request) {
        var jobId = JobId.parse(body.jobId());
        if (jobId == null) {
            return EdgeProblems.NOT_FOUND.because("There is no such job.").toResponse();
        }
        var command = command(jobId, body);
        var outcome = commands.handle(command, Asker.of(request).asPipeline());
        return Answers.of(outcome, done -> closed(done, command), ProvisioningProblems::of);
    }

    private CloseJob command(JobId jobId, Body body) {
        var rules = new Rules();
        var ending = ending(rules, body);
        PipelineValues.word(rules, body.runId(), "/run_id");
        var outputs = PipelineValues.outputs(rules, body.outputs());
        rules.demand(body.attempt() == null || body.attempt() >= 1, "/attempt", "at least 1");
        rules.check();
        return new CloseJob(jobId, body.tenantId(), ending, outputs, body.attempt(), body.runId(), clock.instant());
    }

    private static Ending ending(Rules rules, Body body) {
        PipelineValues.text(rules, body.failureReason(), "/failure_reason");
        if (body.status().equals(JobStatus.FAILED.word())) {
            var stage = body.failureStage() == null
                    ? FailureStage.UNKNOWN
                    : rules.oneOf(FailureStage.class, body.failureStage(), "/failure_stage");
            return new Ending.Failed(stage, body.failureReason());
        }
        rules.demand(body.status().equals(JobStatus.COMPLETED.word()), "/status", "one of Completed, Failed");
        rules.demand(body.failureStage() == null, "/failure_stage", "only with the status Failed");
        return new Ending.Completed();
    }

    /** A repeat that changes nothing says so, with or without an idempotency key. */
    private static ResponseEntity<?> closed(Outcome.Done<ProvisioningRefusal> done, CloseJob command) {
        var headers =
                Answers.headers(done).replayed(done.replayed() || done.facts().isEmpty());
        var status = ClosingRules.failedAt(command.ending()) == null ? JobStatus.COMPLETED : JobStatus.FAILED;
        return ResponseEntity.ok()
                .headers(headers.http())
                .body(new Closed(command.jobId().value(), status.word()));
    }
}
