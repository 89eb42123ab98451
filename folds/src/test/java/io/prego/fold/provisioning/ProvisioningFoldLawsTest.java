package io.prego.fold.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.provisioning.DispatchError;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.provisioning.Stage;
import io.prego.fold.CorruptHistory;
import io.prego.fold.Envelopes;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws that hold whatever comes; an event that cannot follow is refused and left out. */
class ProvisioningFoldLawsTest {

    @Property(tries = 300)
    void folding_is_deterministic(@ForAll("events") List<ProvisioningEvent> events) {
        assertThat(versions(events)).isEqualTo(versions(events));
    }

    @Property(tries = 300)
    void a_state_waits_exactly_while_it_is_pending(@ForAll("events") List<ProvisioningEvent> events) {
        assertThat(versions(events))
                .allSatisfy(state ->
                        assertThat(state.waitingReason() != null).isEqualTo(state.status() == JobStatus.PENDING));
    }

    @Property(tries = 300)
    void a_state_names_a_failure_exactly_when_it_is_failed(@ForAll("events") List<ProvisioningEvent> events) {
        assertThat(versions(events))
                .allSatisfy(state ->
                        assertThat(state.failureStage() != null).isEqualTo(state.status() == JobStatus.FAILED));
    }

    @Property(tries = 300)
    void a_stage_stands_once_and_the_current_one_is_among_them(@ForAll("events") List<ProvisioningEvent> events) {
        assertThat(versions(events)).allSatisfy(state -> {
            var stages = state.stages().stream().map(stage -> stage.stage()).toList();
            assertThat(stages).doesNotHaveDuplicates();
            assertThat(state.currentStage() == null || stages.contains(state.currentStage()))
                    .isTrue();
        });
    }

    @Property(tries = 300)
    void a_state_progresses_exactly_when_more_than_its_times_and_its_version_change(
            @ForAll("events") List<ProvisioningEvent> events) {
        var versions = versions(events);
        for (var i = 1; i < versions.size(); i++) {
            var before = versions.get(i - 1);
            var after = versions.get(i);
            var changed = !JobProgress.of(after).equals(JobProgress.of(before));
            assertThat(after.progressedAt()).isEqualTo(changed ? after.updatedAt() : before.progressedAt());
        }
    }

    @Provide
    Arbitrary<List<ProvisioningEvent>> events() {
        var anyStage = Arbitraries.of(Stage.class);
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                JobFacts.placed(),
                                JobFacts.attempted(),
                                JobFacts.dispatched(),
                                JobFacts.completed(),
                                JobFacts.retryRequested(),
                                JobFacts.cancelled(),
                                JobFacts.callbackRejected()),
                        Arbitraries.integers().between(1, 3).map(JobFacts::requested),
                        Arbitraries.of(DispatchError.class).map(JobFacts::notDispatched),
                        Arbitraries.of(FailureStage.class).map(JobFacts::failed),
                        anyStage.map(JobFacts::started),
                        anyStage.map(JobFacts::ended),
                        anyStage.map(JobFacts::broke))
                .list()
                .ofMaxSize(40);
    }

    private static List<ProvisioningState> versions(List<ProvisioningEvent> events) {
        var versions = new ArrayList<ProvisioningState>();
        var state = evolve(null, JobFacts.requested(1), 1);
        for (var i = 0; i < events.size(); i++) {
            versions.add(state);
            state = evolve(state, events.get(i), i + 2);
        }
        return versions;
    }

    private static ProvisioningState evolve(ProvisioningState state, ProvisioningEvent event, int version) {
        try {
            return ProvisioningFold.evolve(state, event, Envelopes.envelope(event, version));
        } catch (CorruptHistory e) {
            return state;
        }
    }
}
