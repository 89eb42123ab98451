package io.prego.command.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.command.handling.DeciderSpec;
import io.prego.command.provisioning.ProvisioningCommand.CancelJob;
import io.prego.command.provisioning.ProvisioningCommand.CloseJob;
import io.prego.command.provisioning.ProvisioningCommand.ConfirmDispatch;
import io.prego.command.provisioning.ProvisioningCommand.DispatchJob;
import io.prego.command.provisioning.ProvisioningCommand.Ending;
import io.prego.command.provisioning.ProvisioningCommand.Operator;
import io.prego.command.provisioning.ProvisioningCommand.ReportStage;
import io.prego.command.provisioning.ProvisioningCommand.RetryJob;
import io.prego.command.provisioning.ProvisioningRefusal.AlreadyTerminal;
import io.prego.command.provisioning.ProvisioningRefusal.IllegalTransition;
import io.prego.command.provisioning.ProvisioningRefusal.NotDispatched;
import io.prego.command.provisioning.ProvisioningRefusal.OtherAttempt;
import io.prego.command.provisioning.ProvisioningRefusal.StageOutOfOrder;
import io.prego.command.provisioning.ProvisioningRefusal.TenantMismatch;
import io.prego.command.provisioning.ProvisioningRefusal.UnknownJob;
import io.prego.event.DomainEvent;
import io.prego.event.provisioning.CallbackRejection;
import io.prego.event.provisioning.DispatchError;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.InfraMode;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCallbackRejected;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCancelled;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchAttempted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatched;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobPlacementDecided;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRetryRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageStarted;
import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.StageStatus;
import io.prego.event.provisioning.Transport;
import io.prego.event.tenant.TenantEvent.TenantActivated;
import io.prego.event.tenant.TenantEvent.TenantProvisioningFailed;
import io.prego.event.tenant.TenantEvent.TenantProvisioningStarted;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProvisioningDeciderTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Instant LATER = NOON.plusMillis(300);
    private static final JobId JOB = new JobId("job_1");
    private static final TenantId ACME = new TenantId("tnt_1");
    private static final String KEY = "job_1#1";
    private static final String RUN = "run-1";
    private static final String HOST = "acme.prego.example";
    private static final RetryJob RETRY = new RetryJob(JOB, new Operator("operator:ada", "quota_raised"));
    private static final CancelJob CANCEL = new CancelJob(JOB, new Operator("operator:ada", null));
    private static final Map<String, String> OUTPUTS = Map.of("server_ip", "192.0.2.1");

    private final ProvisioningDecider decider = new ProvisioningDecider();
    private final DeciderSpec<ProvisioningCommand, ProvisionJob, ProvisioningRefusal> spec =
            new DeciderSpec<>(decider, NOON);

    @Test
    void a_job_that_may_have_a_new_server_is_placed_and_the_intent_to_dispatch_recorded() {
        var facts = decider.decide(dispatch(Transport.LOCAL), after(requested(true, null)))
                .events();
        assertThat(facts.get(0))
                .isInstanceOfSatisfying(
                        ProvisionJobPlacementDecided.class,
                        placed -> assertThat(placed.infraMode()).isEqualTo(InfraMode.CREATE_NEW_SERVER));
        assertThat(facts.get(1))
                .isInstanceOfSatisfying(
                        ProvisionJobDispatchAttempted.class,
                        attempt -> assertThat(attempt.dispatchKey()).isEqualTo(KEY));
    }

    @Test
    void a_named_server_is_used() {
        var facts = decider.decide(dispatch(Transport.LOCAL), after(requested(false, "srv-1")))
                .events();
        assertThat(facts.getFirst())
                .isInstanceOfSatisfying(
                        ProvisionJobPlacementDecided.class,
                        placed -> assertThat(placed.infraMode()).isEqualTo(InfraMode.USE_EXISTING));
    }

    @Test
    void without_a_server_and_without_leave_to_make_one_the_job_fails_at_placement_and_nothing_is_attempted() {
        spec.given(requested(false, null))
                .when(dispatch(Transport.LOCAL))
                .then(
                        new ProvisionJobFailed(JOB, ACME, FailureStage.PLACEMENT, "no_server_to_place_on", false),
                        new TenantProvisioningFailed(ACME, JOB, FailureStage.PLACEMENT));
    }

    @Test
    void without_a_trigger_the_job_waits_and_says_so() {
        var facts = decider.decide(dispatch(null), after(requested(true, null))).events();
        assertThat(facts.getLast())
                .isEqualTo(new ProvisionJobDispatchFailed(JOB, ACME, KEY, null, DispatchError.NO_TRIGGER, null));
    }

    @Test
    void a_job_that_waited_for_a_trigger_is_handed_over_once_there_is_one() {
        var waiting = after(requested(true, null));
        for (var fact : decider.decide(dispatch(null), waiting).events()) {
            waiting = decider.evolve(waiting, fact, NOON);
        }
        assertThat(decider.decide(dispatch(null), waiting).events()).isEmpty();
        assertThat(decider.decide(dispatch(Transport.LOCAL), waiting).events())
                .singleElement()
                .isInstanceOf(ProvisionJobDispatchAttempted.class);
    }

    @Test
    void dispatching_twice_or_another_attempt_changes_nothing() {
        spec.given(attempted()).when(dispatch(Transport.LOCAL)).thenNothing();
        spec.given(requested(true, null))
                .when(new DispatchJob(JOB, 2, Transport.LOCAL))
                .thenNothing();
        spec.given(failed()).when(dispatch(Transport.LOCAL)).thenNothing();
    }

    @Test
    void a_confirmed_dispatch_is_recorded_once() {
        var confirm = new ConfirmDispatch(JOB, KEY, Transport.LOCAL, null, RUN);
        var dispatched = new ProvisionJobDispatched(JOB, ACME, KEY, Transport.LOCAL, null, RUN, null, null);
        spec.given(attempted()).when(confirm).then(dispatched);
        spec.given(and(attempted(), dispatched)).when(confirm).thenNothing();
        spec.given(completed()).when(confirm).then(dispatched);
        spec.given(and(completed(), dispatched)).when(confirm).thenNothing();
        spec.given(attempted())
                .when(new ConfirmDispatch(JOB, "job_1#2", Transport.LOCAL, null, RUN))
                .thenNothing();
    }

    @Test
    void nothing_can_be_said_of_a_job_that_nobody_requested() {
        spec.given().when(dispatch(Transport.LOCAL)).thenRefused(new UnknownJob());
        spec.given().when(started(Stage.PULUMI)).thenRefused(new UnknownJob());
        spec.given().when(close(new Ending.Completed())).thenRefused(new UnknownJob());
        spec.given()
                .when(new ConfirmDispatch(JOB, KEY, Transport.LOCAL, null, null))
                .thenRefused(new UnknownJob());
    }

    @Test
    void a_stage_is_recorded_from_its_start_to_its_end() {
        spec.given(attempted()).when(started(Stage.PULUMI)).then(factStarted(Stage.PULUMI, 1));
        spec.given(and(attempted(), factStarted(Stage.PULUMI, 1)))
                .when(new ReportStage(JOB, Stage.PULUMI, StageStatus.COMPLETED, RUN, OUTPUTS, null, LATER))
                .then(new ProvisionJobStageCompleted(JOB, ACME, Stage.PULUMI, 2, false, RUN, 1, OUTPUTS, 300));
    }

    @Test
    void a_repeated_or_an_earlier_report_is_no_news() {
        var history = and(attempted(), factCompleted(Stage.PULUMI, 1), factStarted(Stage.ANSIBLE, 2));
        spec.given(history).when(started(Stage.ANSIBLE)).thenNothing();
        spec.given(history).when(started(Stage.PULUMI)).thenNothing();
        spec.given(history)
                .when(new ReportStage(JOB, Stage.PULUMI, StageStatus.FAILED, RUN, Map.of(), "late", LATER))
                .thenNothing();
    }

    @Test
    void a_stage_that_skips_another_is_out_of_order() {
        spec.given(attempted()).when(started(Stage.ANSIBLE)).thenRefused(new StageOutOfOrder());
        spec.given(and(attempted(), factStarted(Stage.PULUMI, 1)))
                .when(started(Stage.ANSIBLE))
                .thenRefused(new StageOutOfOrder());
        spec.given(and(attempted(), factCompleted(Stage.PULUMI, 1)))
                .when(started(Stage.ZUPLO_SYNC))
                .thenRefused(new StageOutOfOrder());
    }

    @Test
    void dns_may_come_any_time_after_pulumi_and_not_before() {
        spec.given(attempted()).when(started(Stage.DNS)).thenRefused(new StageOutOfOrder());
        spec.given(and(attempted(), factCompleted(Stage.PULUMI, 1)))
                .when(started(Stage.DNS))
                .then(new ProvisionJobStageStarted(JOB, ACME, Stage.DNS, 2, true, RUN, 1));
    }

    @Test
    void the_run_that_failed_a_stage_only_repeats_itself() {
        var failure = new ProvisionJobStageFailed(JOB, ACME, Stage.PULUMI, 1, false, RUN, 1, "quota", 0);
        spec.given(and(attempted(), failure)).when(started(Stage.PULUMI)).thenNothing();
    }

    @Test
    void another_run_may_start_a_failed_stage_again() {
        var failure = new ProvisionJobStageFailed(JOB, ACME, Stage.PULUMI, 1, false, "run-0", 1, "quota", 0);
        spec.given(and(attempted(), failure)).when(started(Stage.PULUMI)).then(factStarted(Stage.PULUMI, 2));
    }

    @Test
    void no_pipeline_can_report_before_a_dispatch_was_attempted() {
        spec.given(requested(true, null)).when(started(Stage.PULUMI)).thenRefused(new NotDispatched());
        spec.given(requested(true, null)).when(close(new Ending.Completed())).thenRefused(new NotDispatched());
    }

    @Test
    void after_the_end_only_the_dns_of_a_completed_job_is_news() {
        spec.given(completed())
                .when(started(Stage.DNS))
                .then(new ProvisionJobStageStarted(JOB, ACME, Stage.DNS, 1, true, RUN, 1));
        spec.given(completed()).when(started(Stage.PULUMI)).thenNothing();
        spec.given(failed()).when(started(Stage.DNS)).thenNothing();
    }

    @Test
    void a_completed_job_activates_its_tenant_in_the_same_append() {
        spec.given(attempted())
                .when(close(new Ending.Completed()))
                .then(
                        new ProvisionJobCompleted(JOB, ACME, OUTPUTS, RUN, 300),
                        new TenantActivated(ACME, JOB, "acme", HOST));
    }

    @Test
    void a_failed_job_fails_its_tenant_in_the_same_append() {
        spec.given(attempted())
                .when(close(new Ending.Failed(FailureStage.ANSIBLE, "unreachable")))
                .then(
                        new ProvisionJobFailed(JOB, ACME, FailureStage.ANSIBLE, "unreachable", true),
                        new TenantProvisioningFailed(ACME, JOB, FailureStage.ANSIBLE));
    }

    @Test
    void a_failed_dns_alone_completes_the_job() {
        spec.given(attempted())
                .when(close(new Ending.Failed(FailureStage.DNS, "no_zone")))
                .then(
                        new ProvisionJobCompleted(JOB, ACME, OUTPUTS, RUN, 300),
                        new TenantActivated(ACME, JOB, "acme", HOST));
    }

    @Test
    void the_same_ending_again_changes_nothing() {
        spec.given(completed()).when(close(new Ending.Completed())).thenNothing();
        spec.given(failed())
                .when(close(new Ending.Failed(FailureStage.ANSIBLE, "other words")))
                .thenNothing();
    }

    @Test
    void a_contradiction_is_refused_and_recorded() {
        var rejected = new ProvisionJobCallbackRejected(JOB, ACME, CallbackRejection.ALREADY_TERMINAL);
        spec.given(completed())
                .when(close(new Ending.Failed(FailureStage.ANSIBLE, null)))
                .thenRefused(new AlreadyTerminal(), rejected);
        spec.given(failed()).when(close(new Ending.Completed())).thenRefused(new AlreadyTerminal(), rejected);
        spec.given(failed())
                .when(close(new Ending.Failed(FailureStage.PULUMI, null)))
                .thenRefused(new AlreadyTerminal(), rejected);
    }

    @Test
    void another_tenants_callback_is_refused_and_recorded_for_the_job_s_tenant() {
        var close = new CloseJob(JOB, "tnt_2", new Ending.Completed(), OUTPUTS, null, RUN, LATER);
        var rejected = new ProvisionJobCallbackRejected(JOB, ACME, CallbackRejection.TENANT_MISMATCH);
        spec.given(attempted()).when(close).thenRefused(new TenantMismatch(), rejected);
        spec.given(completed()).when(close).thenRefused(new TenantMismatch(), rejected);
    }

    @Test
    void a_callback_for_another_attempt_is_refused_and_recorded() {
        var close = new CloseJob(JOB, ACME.value(), new Ending.Completed(), OUTPUTS, 2, RUN, LATER);
        var rejected = new ProvisionJobCallbackRejected(JOB, ACME, CallbackRejection.OTHER_ATTEMPT);
        spec.given(attempted()).when(close).thenRefused(new OtherAttempt(), rejected);
        spec.given(completed()).when(close).thenRefused(new OtherAttempt(), rejected);
    }

    @Test
    void a_recorded_refusal_is_known_again_from_its_facts() {
        for (var reason : CallbackRejection.values()) {
            assertThat(decider.refusalRecordedBy(List.of(new ProvisionJobCallbackRejected(JOB, ACME, reason))))
                    .isNotNull();
        }
        assertThat(decider.refusalRecordedBy(List.of(completed()))).isNull();
    }

    @Test
    void a_failed_job_is_requested_again_and_its_tenant_is_provisioned_again_in_one_append() {
        spec.given(failed())
                .when(RETRY)
                .then(
                        new ProvisionJobRetryRequested(JOB, ACME, "operator:ada", "quota_raised"),
                        requestedAgain(2, "operator:ada"),
                        new TenantProvisioningStarted(ACME, JOB, 2));
        spec.given(failedTwice())
                .when(RETRY)
                .then(
                        new ProvisionJobRetryRequested(JOB, ACME, "operator:ada", "quota_raised"),
                        requestedAgain(3, "operator:ada"),
                        new TenantProvisioningStarted(ACME, JOB, 3));
    }

    @Test
    void only_a_failed_job_is_tried_again() {
        spec.given().when(RETRY).thenRefused(new UnknownJob());
        spec.given(requested(true, null)).when(RETRY).thenRefused(new IllegalTransition(JobStatus.PENDING));
        spec.given(running()).when(RETRY).thenRefused(new IllegalTransition(JobStatus.RUNNING));
        spec.given(completed()).when(RETRY).thenRefused(new IllegalTransition(JobStatus.COMPLETED));
        spec.given(cancelled()).when(RETRY).thenRefused(new IllegalTransition(JobStatus.CANCELLED));
        spec.given(and(failed(), retried())).when(RETRY).thenRefused(new IllegalTransition(JobStatus.PENDING));
    }

    @Test
    void a_retried_job_is_placed_and_dispatched_under_the_next_key() {
        var facts = decider.decide(new DispatchJob(JOB, 2, Transport.LOCAL), after(and(failed(), retried())))
                .events();
        assertThat(facts).hasSize(2);
        assertThat(facts.getLast())
                .isInstanceOfSatisfying(
                        ProvisionJobDispatchAttempted.class,
                        attempt -> assertThat(attempt.dispatchKey()).isEqualTo("job_1#2"));
        spec.given(and(failed(), retried())).when(dispatch(Transport.LOCAL)).thenNothing();
    }

    @Test
    void a_job_on_which_nobody_works_yet_can_be_cancelled_and_fails_its_tenant_in_the_same_append() {
        var cancelled = new ProvisionJobCancelled(JOB, ACME, "operator:ada", null);
        var failed = new TenantProvisioningFailed(ACME, JOB, FailureStage.UNKNOWN);
        var dispatched = new ProvisionJobDispatched(JOB, ACME, KEY, Transport.LOCAL, null, RUN, null, null);
        spec.given(requested(true, null)).when(CANCEL).then(cancelled, failed);
        spec.given(attempted()).when(CANCEL).then(cancelled, failed);
        spec.given(and(attempted(), dispatched)).when(CANCEL).then(cancelled, failed);
        spec.given(and(failed(), retried())).when(CANCEL).then(cancelled, failed);
    }

    @Test
    void a_job_that_runs_or_has_ended_cannot_be_cancelled() {
        spec.given().when(CANCEL).thenRefused(new UnknownJob());
        spec.given(running()).when(CANCEL).thenRefused(new IllegalTransition(JobStatus.RUNNING));
        spec.given(completed()).when(CANCEL).thenRefused(new IllegalTransition(JobStatus.COMPLETED));
        spec.given(failed()).when(CANCEL).thenRefused(new IllegalTransition(JobStatus.FAILED));
        spec.given(cancelled()).when(CANCEL).thenRefused(new IllegalTransition(JobStatus.CANCELLED));
    }

    @Test
    void a_cancelled_job_is_dispatched_no_more_its_reports_are_no_news_and_its_callback_contradicts() {
        var rejected = new ProvisionJobCallbackRejected(JOB, ACME, CallbackRejection.ALREADY_TERMINAL);
        spec.given(cancelled()).when(dispatch(Transport.LOCAL)).thenNothing();
        spec.given(cancelled()).when(started(Stage.PULUMI)).thenNothing();
        spec.given(cancelled()).when(started(Stage.DNS)).thenNothing();
        spec.given(cancelled()).when(close(new Ending.Completed())).thenRefused(new AlreadyTerminal(), rejected);
        spec.given(cancelled())
                .when(close(new Ending.Failed(FailureStage.UNKNOWN, null)))
                .thenRefused(new AlreadyTerminal(), rejected);
    }

    @Test
    void a_run_of_an_earlier_attempt_has_nothing_more_to_say() {
        var history = and(
                failedWhileRunning(),
                requestedAgain(2, "operator:ada"),
                new ProvisionJobDispatchAttempted(JOB, ACME, "job_1#2", Transport.LOCAL, null, "beef", 1));
        spec.given(history).when(started(Stage.PULUMI)).thenRefused(new OtherAttempt());
        spec.given(history)
                .when(close(new Ending.Completed()))
                .thenRefused(
                        new OtherAttempt(),
                        new ProvisionJobCallbackRejected(JOB, ACME, CallbackRejection.OTHER_ATTEMPT));
        spec.given(history)
                .when(new ReportStage(JOB, Stage.PULUMI, StageStatus.STARTED, "run-2", Map.of(), null, NOON))
                .then(new ProvisionJobStageStarted(JOB, ACME, Stage.PULUMI, 1, false, "run-2", 2));
    }

    @Test
    void a_stage_of_a_job_that_nobody_requested_is_a_corrupt_history() {
        var orphan = factStarted(Stage.PULUMI, 1);
        assertThatThrownBy(() -> decider.evolve(decider.initial(), orphan, NOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("corrupt history");
    }

    private ProvisionJob after(DomainEvent... facts) {
        var state = decider.initial();
        for (var fact : facts) {
            state = decider.evolve(state, fact, NOON);
        }
        return state;
    }

    private static DomainEvent[] running() {
        return and(attempted(), factStarted(Stage.PULUMI, 1));
    }

    private static DomainEvent[] cancelled() {
        return and(attempted(), new ProvisionJobCancelled(JOB, ACME, "operator:ada", null));
    }

    private static DomainEvent[] retried() {
        return new DomainEvent[] {
            new ProvisionJobRetryRequested(JOB, ACME, "operator:ada", null), requestedAgain(2, "operator:ada")
        };
    }

    private static DomainEvent[] failedTwice() {
        return and(
                and(failed(), retried()), new ProvisionJobFailed(JOB, ACME, FailureStage.ANSIBLE, "unreachable", true));
    }

    private static DomainEvent[] failedWhileRunning() {
        return and(running(), new ProvisionJobFailed(JOB, ACME, FailureStage.TIMEOUT, null, true));
    }

    private static ProvisionJobRequested requestedAgain(int attempt, String by) {
        return new ProvisionJobRequested(JOB, ACME, attempt, Region.EU, new Slug("acme"), HOST, false, true, null, by);
    }

    private static ProvisionJobRequested requested(boolean createNewServer, @Nullable String target) {
        return new ProvisionJobRequested(
                JOB, ACME, 1, Region.EU, new Slug("acme"), HOST, false, createNewServer, target, "applicant:anonymous");
    }

    private static DomainEvent[] attempted() {
        return new DomainEvent[] {
            requested(true, null), new ProvisionJobDispatchAttempted(JOB, ACME, KEY, Transport.LOCAL, null, "beef", 1)
        };
    }

    private static DomainEvent[] completed() {
        return and(attempted(), new ProvisionJobCompleted(JOB, ACME, OUTPUTS, RUN, 300));
    }

    private static DomainEvent[] failed() {
        return and(attempted(), new ProvisionJobFailed(JOB, ACME, FailureStage.ANSIBLE, "unreachable", true));
    }

    private static DomainEvent[] and(DomainEvent[] history, DomainEvent... more) {
        var all = new ArrayList<>(List.of(history));
        all.addAll(List.of(more));
        return all.toArray(DomainEvent[]::new);
    }

    private static DispatchJob dispatch(@Nullable Transport transport) {
        return new DispatchJob(JOB, 1, transport);
    }

    private static ReportStage started(Stage stage) {
        return new ReportStage(JOB, stage, StageStatus.STARTED, RUN, Map.of(), null, NOON);
    }

    private static CloseJob close(Ending ending) {
        return new CloseJob(JOB, ACME.value(), ending, OUTPUTS, null, RUN, LATER);
    }

    private static ProvisionJobStageStarted factStarted(Stage stage, int seq) {
        return new ProvisionJobStageStarted(JOB, ACME, stage, seq, stage.bestEffort(), RUN, 1);
    }

    private static ProvisionJobStageCompleted factCompleted(Stage stage, int seq) {
        return new ProvisionJobStageCompleted(JOB, ACME, stage, seq, stage.bestEffort(), RUN, 1, Map.of(), 0);
    }
}
