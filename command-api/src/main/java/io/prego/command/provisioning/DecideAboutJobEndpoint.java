package io.prego.command.provisioning;

import io.prego.command.handling.Answers;
import io.prego.command.handling.Asker;
import io.prego.command.handling.Commands;
import io.prego.command.handling.Rules;
import io.prego.command.provisioning.ProvisioningCommand.CancelJob;
import io.prego.command.provisioning.ProvisioningCommand.Operator;
import io.prego.command.provisioning.ProvisioningCommand.RetryJob;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.request.RequestContext;
import io.prego.event.DomainEvent;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.kernel.JobId;
import jakarta.validation.Valid;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /internal/jobs/{id}/retry} and {@code /cancel}: an operator decides about a job. The body may be absent. */
@RestController
final class DecideAboutJobEndpoint {

    private final Commands<ProvisioningCommand, ProvisioningRefusal> commands;

    DecideAboutJobEndpoint(Commands<ProvisioningCommand, ProvisioningRefusal> commands) {
        this.commands = commands;
    }

    /** @param by {@code type:id} of whoever decided; absent: the caller */
    record Body(@Nullable String by, @Nullable String reasonCode) {}

    /** @param attempt the one that begins, from 2 */
    record Retried(String jobId, String status, int attempt) {}

    record Cancelled(String jobId, String status) {}

    @PostMapping("/internal/jobs/{id}/retry")
    ResponseEntity<?> retry(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Body body,
            RequestContext request) {
        return decide(
                id, body, request, RetryJob::new, facts -> new Retried(id, JobStatus.PENDING.word(), attempt(facts)));
    }

    @PostMapping("/internal/jobs/{id}/cancel")
    ResponseEntity<?> cancel(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Body body,
            RequestContext request) {
        return decide(id, body, request, CancelJob::new, _ -> new Cancelled(id, JobStatus.CANCELLED.word()));
    }

    private ResponseEntity<?> decide(
            String id,
            @Nullable Body body,
            RequestContext request,
            BiFunction<JobId, Operator, ProvisioningCommand> command,
            Function<List<DomainEvent>, ?> answer) {
        var jobId = JobId.parse(id);
        if (jobId == null) {
            return EdgeProblems.NOT_FOUND.because("There is no such job.").toResponse();
        }
        var outcome = commands.handle(command.apply(jobId, operator(body, request)), Asker.of(request));
        return Answers.of(
                outcome,
                done -> ResponseEntity.accepted()
                        .headers(Answers.headers(done).http())
                        .body(answer.apply(done.facts())),
                ProvisioningProblems::of);
    }

    private static Operator operator(@Nullable Body body, RequestContext request) {
        if (body == null) {
            return new Operator(request.actor(), null);
        }
        var rules = new Rules();
        PipelineValues.word(rules, body.by(), "/by");
        PipelineValues.code(rules, body.reasonCode(), "/reason_code");
        rules.check();
        return new Operator(body.by() == null ? request.actor() : body.by(), body.reasonCode());
    }

    private static int attempt(List<DomainEvent> facts) {
        return facts.stream()
                .filter(ProvisionJobRequested.class::isInstance)
                .map(ProvisionJobRequested.class::cast)
                .findFirst()
                .orElseThrow()
                .attempt();
    }
}
