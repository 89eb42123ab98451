package io.prego.fold.provisioning;

import static io.prego.event.provisioning.JobStatus.CANCELLED;
import static io.prego.event.provisioning.JobStatus.COMPLETED;
import static io.prego.event.provisioning.JobStatus.DISPATCHED;
import static io.prego.event.provisioning.JobStatus.FAILED;
import static io.prego.event.provisioning.JobStatus.PENDING;
import static io.prego.event.provisioning.JobStatus.RUNNING;
import static io.prego.event.provisioning.Stage.ANSIBLE;
import static io.prego.event.provisioning.Stage.CALLBACK;
import static io.prego.event.provisioning.Stage.DNS;
import static io.prego.event.provisioning.Stage.PULUMI;
import static io.prego.event.provisioning.Stage.ZUPLO_SYNC;
import static io.prego.fold.Envelopes.TRACE;
import static io.prego.fold.Envelopes.at;
import static io.prego.fold.Envelopes.envelope;
import static io.prego.fold.provisioning.JobFacts.ACME;
import static io.prego.fold.provisioning.JobFacts.JOB;
import static io.prego.fold.provisioning.JobFacts.SERVERS;
import static io.prego.fold.provisioning.JobFacts.attempted;
import static io.prego.fold.provisioning.JobFacts.broke;
import static io.prego.fold.provisioning.JobFacts.callbackRejected;
import static io.prego.fold.provisioning.JobFacts.cancelled;
import static io.prego.fold.provisioning.JobFacts.completed;
import static io.prego.fold.provisioning.JobFacts.dispatched;
import static io.prego.fold.provisioning.JobFacts.ended;
import static io.prego.fold.provisioning.JobFacts.failed;
import static io.prego.fold.provisioning.JobFacts.notDispatched;
import static io.prego.fold.provisioning.JobFacts.placed;
import static io.prego.fold.provisioning.JobFacts.requested;
import static io.prego.fold.provisioning.JobFacts.retryRequested;
import static io.prego.fold.provisioning.JobFacts.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prego.event.provisioning.DispatchError;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.provisioning.StageState;
import io.prego.event.provisioning.StageStatus;
import io.prego.fold.CorruptHistory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProvisioningFoldTest {

    @Test
    void a_requested_job_is_pending_and_waits_for_its_placement() {
        assertThat(given(requested(1)))
                .isEqualTo(new ProvisioningState(
                        JOB,
                        ACME,
                        PENDING,
                        1,
                        null,
                        null,
                        "awaiting_placement",
                        null,
                        List.of(),
                        TRACE,
                        at(1),
                        at(1),
                        at(1),
                        1,
                        10));
    }

    @Test
    void a_placed_job_waits_for_its_dispatch_and_so_does_an_attempted_one() {
        assertWaits("awaiting_dispatch", requested(1), placed());
        assertWaits("awaiting_dispatch", requested(1), placed(), attempted());
    }

    @Test
    void a_dispatch_that_failed_leaves_the_job_pending_with_its_reason_until_the_next_attempt() {
        assertWaits("no_dispatch_trigger", requested(1), placed(), notDispatched(DispatchError.NO_TRIGGER));
        assertWaits("dispatch_rejected", requested(1), placed(), attempted(), notDispatched(DispatchError.REJECTED));
        var ambiguous = notDispatched(DispatchError.AMBIGUOUS);
        assertWaits("dispatch_ambiguous", requested(1), placed(), attempted(), ambiguous);
        assertWaits("awaiting_dispatch", requested(1), placed(), attempted(), ambiguous, attempted());
    }

    @Test
    void a_dispatched_job_waits_for_nothing() {
        var state = given(requested(1), placed(), attempted(), dispatched());
        assertThat(state.status()).isEqualTo(DISPATCHED);
        assertThat(state.waitingReason()).isNull();
    }

    @Test
    void the_first_stage_report_makes_it_running_even_before_the_dispatch_answer() {
        assertThat(given(requested(1), placed(), attempted(), dispatched(), started(PULUMI))
                        .status())
                .isEqualTo(RUNNING);
        var early = given(requested(1), placed(), attempted(), started(PULUMI));
        assertThat(early.status()).isEqualTo(RUNNING);
        assertThat(early.waitingReason()).isNull();
    }

    @Test
    void a_dispatch_answer_after_a_stage_or_after_the_callback_changes_no_status() {
        var after = given(requested(1), placed(), attempted(), started(PULUMI), dispatched());
        assertThat(after.status()).isEqualTo(RUNNING);
        assertThat(after.streamVersion()).isEqualTo(5);
        assertThat(given(requested(1), placed(), attempted(), completed(), dispatched())
                        .status())
                .isEqualTo(COMPLETED);
        var ambiguous = notDispatched(DispatchError.AMBIGUOUS);
        assertThat(given(requested(1), placed(), attempted(), started(PULUMI), ambiguous)
                        .waitingReason())
                .isNull();
    }

    @Test
    void stages_stand_in_the_order_of_their_first_report_with_start_and_end() {
        var state = given(
                requested(1), placed(), attempted(), started(PULUMI), ended(PULUMI), started(DNS), started(ANSIBLE));
        assertThat(state.stages())
                .containsExactly(
                        new StageState(PULUMI, StageStatus.COMPLETED, false, at(4), at(5), SERVERS),
                        new StageState(DNS, StageStatus.STARTED, true, at(6), null, Map.of()),
                        new StageState(ANSIBLE, StageStatus.STARTED, false, at(7), null, Map.of()));
        assertThat(state.currentStage()).isEqualTo(ANSIBLE);
    }

    @Test
    void a_stage_whose_end_comes_first_has_no_start() {
        var state = given(requested(1), placed(), attempted(), ended(PULUMI));
        assertThat(state.stages())
                .containsExactly(new StageState(PULUMI, StageStatus.COMPLETED, false, null, at(4), SERVERS));
    }

    @Test
    void a_failed_stage_alone_fails_no_job_its_callback_does() {
        var broken = given(requested(1), placed(), attempted(), started(ANSIBLE), broke(ANSIBLE));
        assertThat(broken.status()).isEqualTo(RUNNING);
        assertThat(broken.failureStage()).isNull();
        assertThat(broken.stages())
                .containsExactly(new StageState(ANSIBLE, StageStatus.FAILED, false, at(4), at(5), Map.of()));
        var failed = given(requested(1), placed(), attempted(), broke(ANSIBLE), failed(FailureStage.ANSIBLE));
        assertThat(failed.status()).isEqualTo(FAILED);
        assertThat(failed.failureStage()).isEqualTo(FailureStage.ANSIBLE);
        assertThat(failed.failureReason()).isEqualTo("any reason");
    }

    @Test
    void a_job_whose_dns_failed_completes() {
        var state = given(requested(1), placed(), attempted(), ended(PULUMI), broke(DNS), completed());
        assertThat(state.status()).isEqualTo(COMPLETED);
        assertThat(state.failureStage()).isNull();
    }

    @Test
    void a_dns_report_after_completion_is_recorded_and_leaves_it_completed() {
        var state = given(requested(1), placed(), attempted(), completed(), started(DNS), broke(DNS));
        assertThat(state.status()).isEqualTo(COMPLETED);
        assertThat(state.currentStage()).isEqualTo(DNS);
        assertThat(state.stages())
                .containsExactly(new StageState(DNS, StageStatus.FAILED, true, at(5), at(6), Map.of()));
    }

    @Test
    void a_best_effort_stage_does_not_hide_the_mandatory_one_that_runs() {
        var hanging = given(requested(1), placed(), attempted(), ended(PULUMI), started(ANSIBLE), started(DNS));
        assertThat(hanging.currentStage()).isEqualTo(ANSIBLE);
        var still =
                given(requested(1), placed(), attempted(), ended(PULUMI), started(ANSIBLE), started(DNS), broke(DNS));
        assertThat(still.currentStage()).isEqualTo(ANSIBLE);
        assertThat(still.stages()).extracting(StageState::stage).containsExactly(PULUMI, ANSIBLE, DNS);
    }

    @Test
    void a_best_effort_stage_is_the_current_one_while_no_mandatory_one_runs() {
        assertThat(given(requested(1), placed(), attempted(), started(PULUMI), ended(PULUMI), started(DNS))
                        .currentStage())
                .isEqualTo(DNS);
        assertThat(given(requested(1), placed(), attempted(), started(CALLBACK), completed(), started(DNS))
                        .currentStage())
                .isEqualTo(DNS);
    }

    @Test
    void a_job_that_cannot_be_placed_fails_from_pending() {
        var state = given(requested(1), failed(FailureStage.PLACEMENT));
        assertThat(state.status()).isEqualTo(FAILED);
        assertThat(state.failureStage()).isEqualTo(FailureStage.PLACEMENT);
        assertThat(state.waitingReason()).isNull();
    }

    @Test
    void a_rejected_callback_moves_time_version_and_position_alone() {
        var before = given(requested(1), placed(), attempted(), started(CALLBACK));
        var after = given(requested(1), placed(), attempted(), started(CALLBACK), callbackRejected());
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("updatedAt", "streamVersion", "position")
                .isEqualTo(before);
        assertThat(after.updatedAt()).isEqualTo(at(5));
        assertThat(after.streamVersion()).isEqualTo(5);
        assertThat(after.position()).isEqualTo(50);
    }

    @Test
    void a_refused_callback_and_a_late_answer_of_the_dispatch_are_no_progress_of_the_job() {
        assertThat(given(requested(1), placed(), attempted(), started(PULUMI), callbackRejected())
                        .progressedAt())
                .isEqualTo(at(4));
        assertThat(given(requested(1), placed(), attempted(), started(PULUMI), dispatched())
                        .progressedAt())
                .isEqualTo(at(4));
        assertThat(given(requested(1), placed(), attempted(), started(PULUMI), callbackRejected(), ended(PULUMI))
                        .progressedAt())
                .isEqualTo(at(6));
    }

    @Test
    void the_next_attempt_forgets_stages_and_failure_and_keeps_creation_and_trace() {
        var state =
                given(requested(1), placed(), attempted(), broke(PULUMI), failed(FailureStage.PULUMI), requested(2));
        assertThat(state)
                .isEqualTo(new ProvisioningState(
                        JOB,
                        ACME,
                        PENDING,
                        2,
                        null,
                        null,
                        "awaiting_placement",
                        null,
                        List.of(),
                        TRACE,
                        at(1),
                        at(6),
                        at(6),
                        6,
                        60));
    }

    @Test
    void a_wish_for_a_retry_moves_nothing_until_the_next_attempt_is_requested() {
        var wished = given(requested(1), failed(FailureStage.PLACEMENT), retryRequested());
        assertThat(wished.status()).isEqualTo(FAILED);
        assertThat(wished.attempt()).isEqualTo(1);
        assertThat(wished.streamVersion()).isEqualTo(3);
        var next = given(requested(1), failed(FailureStage.PLACEMENT), retryRequested(), requested(2));
        assertThat(next.status()).isEqualTo(PENDING);
        assertThat(next.attempt()).isEqualTo(2);
        assertThat(next.failureStage()).isNull();
    }

    @Test
    void only_a_failed_job_can_be_wished_again() {
        assertCorrupt(requested(1), retryRequested());
        assertCorrupt(requested(1), completed(), retryRequested());
        assertCorrupt(requested(1), cancelled(), retryRequested());
    }

    @Test
    void a_cancelled_job_waits_for_nothing_has_not_failed_and_stays_so() {
        var state = given(requested(1), placed(), attempted(), cancelled());
        assertThat(state.status()).isEqualTo(CANCELLED);
        assertThat(state.waitingReason()).isNull();
        assertThat(state.failureStage()).isNull();
        assertThat(given(requested(1), placed(), attempted(), cancelled(), dispatched())
                        .status())
                .isEqualTo(CANCELLED);
        assertCorrupt(requested(1), cancelled(), started(PULUMI));
        assertCorrupt(requested(1), cancelled(), completed());
        assertCorrupt(requested(1), cancelled(), requested(2));
        assertCorrupt(requested(1), completed(), cancelled());
    }

    @Test
    void a_job_begins_with_its_first_request() {
        assertCorrupt(placed());
        assertCorrupt(requested(2));
    }

    @Test
    void only_a_failed_job_is_requested_again_and_by_the_next_number() {
        assertCorrupt(requested(1), requested(2));
        assertCorrupt(requested(1), completed(), requested(2));
        assertCorrupt(requested(1), failed(FailureStage.PLACEMENT), requested(1));
        assertCorrupt(requested(1), failed(FailureStage.PLACEMENT), requested(3));
    }

    @Test
    void the_first_terminal_event_is_the_only_one() {
        assertCorrupt(requested(1), completed(), completed());
        assertCorrupt(requested(1), completed(), failed(FailureStage.CALLBACK));
        assertCorrupt(requested(1), failed(FailureStage.CALLBACK), completed());
    }

    @Test
    void a_terminal_job_is_neither_placed_nor_attempted_and_reports_no_stage_but_dns() {
        assertCorrupt(requested(1), completed(), placed());
        assertCorrupt(requested(1), completed(), attempted());
        assertCorrupt(requested(1), completed(), started(ZUPLO_SYNC));
        assertCorrupt(requested(1), failed(FailureStage.PULUMI), ended(DNS));
    }

    @Test
    void a_stage_of_another_attempt_is_corrupt() {
        assertCorrupt(requested(1), failed(FailureStage.PULUMI), requested(2), started(PULUMI, 1));
        assertCorrupt(requested(1), placed(), attempted(), started(PULUMI, 2));
    }

    @Test
    void a_version_that_was_seen_is_corrupt_and_one_after_a_gap_is_not() {
        var state = given(requested(1), placed());
        assertThatExceptionOfType(CorruptHistory.class)
                .isThrownBy(() -> ProvisioningFold.evolve(state, attempted(), envelope(attempted(), 2)));
        assertThat(ProvisioningFold.evolve(state, attempted(), envelope(attempted(), 9))
                        .streamVersion())
                .isEqualTo(9);
    }

    private static ProvisioningState given(ProvisioningEvent... events) {
        ProvisioningState state = null;
        for (var i = 0; i < events.length; i++) {
            state = ProvisioningFold.evolve(state, events[i], envelope(events[i], i + 1));
        }
        return Objects.requireNonNull(state);
    }

    private static void assertWaits(String reason, ProvisioningEvent... events) {
        var state = given(events);
        assertThat(state.status()).isEqualTo(PENDING);
        assertThat(state.waitingReason()).isEqualTo(reason);
    }

    private static void assertCorrupt(ProvisioningEvent... events) {
        var before = Arrays.copyOf(events, events.length - 1);
        var state = before.length == 0 ? null : given(before);
        var last = events[events.length - 1];
        assertThatExceptionOfType(CorruptHistory.class)
                .isThrownBy(() -> ProvisioningFold.evolve(state, last, envelope(last, events.length)));
    }
}
