package io.prego.command.tenant;

import com.github.f4b6a3.uuid.UuidCreator;
import io.prego.command.handling.Answers;
import io.prego.command.handling.Asker;
import io.prego.command.handling.Commands;
import io.prego.command.handling.Outcome;
import io.prego.edge.request.RequestContext;
import io.prego.event.DomainEvent;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.tenant.Origin;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.kernel.JobId;
import io.prego.kernel.TenantId;
import io.prego.sealing.Fingerprints;
import io.prego.sealing.Sealing;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/tenants}: a company becomes a tenant, and its infrastructure is asked for. */
@RestController
final class RegisterTenantEndpoint {

    private final Commands<RegisterTenant, TenantRefusal> commands;
    private final Sealing sealing;
    private final Fingerprints fingerprints;
    private final TenantSettings settings;
    private final Clock clock;

    RegisterTenantEndpoint(
            Commands<RegisterTenant, TenantRefusal> commands,
            Sealing sealing,
            Fingerprints fingerprints,
            TenantSettings settings,
            Clock clock) {
        this.commands = commands;
        this.sealing = sealing;
        this.fingerprints = fingerprints;
        this.settings = settings;
        this.clock = clock;
    }

    /** The 202: the job is readable at once under its id. */
    record Accepted(String jobId, String tenantId, @Nullable String traceId, String status) {}

    @PostMapping("/v1/tenants")
    ResponseEntity<?> register(@Valid @RequestBody TenantApplication.Body body, RequestContext request) {
        var application = TenantApplication.of(body);
        var tenantId = new TenantId("tnt_" + id());
        var subject = sealing.newSubject(tenantId.value());
        var name = application.ownerName();
        var owner = new RegisterTenant.Owner(
                fingerprints.ofEmail(application.ownerEmail()),
                subject.sealer().seal(application.ownerEmail(), "owner_email"),
                name == null ? null : subject.sealer().seal(name, "owner_name"));
        var command = command(application, tenantId, owner, request.actor());
        var outcome = commands.handle(command, Asker.of(request), List.of(subject.key()));
        return Answers.of(outcome, RegisterTenantEndpoint::accepted, TenantProblems::of);
    }

    private RegisterTenant command(
            TenantApplication application, TenantId tenantId, RegisterTenant.Owner owner, String requestedBy) {
        return new RegisterTenant(
                tenantId,
                new JobId("job_" + id()),
                application.companyName(),
                application.slug(),
                application.slug() + "." + settings.baseDomain(),
                application.planTier(),
                application.region(),
                origin(application.planTier(), requestedBy),
                owner,
                application.placement(),
                clock.instant().plus(settings.trialLength()),
                requestedBy);
    }

    private static Origin origin(PlanTier plan, String requestedBy) {
        if (requestedBy.startsWith("operator:")) {
            return Origin.OPERATOR;
        }
        return plan == PlanTier.TRIAL ? Origin.TRIAL : Origin.PAID;
    }

    private static String id() {
        return UuidCreator.getTimeOrderedEpoch().toString().replace("-", "");
    }

    private static ResponseEntity<?> accepted(Outcome.Done<TenantRefusal> done) {
        var started = started(done.facts());
        var body = new Accepted(
                started.jobId().value(), started.tenantId().value(), done.traceId(), JobStatus.PENDING.word());
        var headers = Answers.headers(done).location("/v1/jobs/" + body.jobId());
        return ResponseEntity.accepted().headers(headers.http()).body(body);
    }

    private static TenantProvisioningStarted started(List<DomainEvent> facts) {
        return facts.stream()
                .filter(TenantProvisioningStarted.class::isInstance)
                .map(TenantProvisioningStarted.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a registration without a job"));
    }
}
