package io.prego.command.handling;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.DomainEvent;
import io.prego.event.RecordedEvent;
import io.prego.event.tenant.TenantEvent.TenantTrialStarted;
import io.prego.kernel.Decision;
import io.prego.kernel.Tag;
import io.prego.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two streams of different types that carry the id of one tenant. */
class StreamKeyTest {

    private static final String ID = "tnt_1";
    private static final StreamKey TENANT = new StreamKey("tenant", ID);
    private static final StreamKey CONNECTOR = new StreamKey("connector", ID);
    private static final DomainEvent ANY_FACT = new TenantTrialStarted(new TenantId(ID), Instant.EPOCH);

    @Test
    void what_is_sourced_of_one_stream_leaves_the_version_of_the_other() {
        var sourcing = new Sourcing<>(new AnyDecider(), null)
                .with(ANY_FACT, event("tenant", 2))
                .with(ANY_FACT, event("connector", 9));

        assertThat(sourcing.streamVersion(TENANT)).isEqualTo(2);
        assertThat(sourcing.streamVersion(CONNECTOR)).isEqualTo(9);
    }

    @Test
    void a_repeated_answer_names_the_version_of_its_target_alone() {
        var events = List.of(event("tenant", 2), event("connector", 9));

        assertThat(TargetVersion.of(events, TENANT)).isEqualTo(2);
        assertThat(TargetVersion.of(events, CONNECTOR)).isEqualTo(9);
        assertThat(TargetVersion.of(events, null)).isEqualTo(2);
    }

    private static RecordedEvent event(String streamType, long streamVersion) {
        return new RecordedEvent(
                1,
                UUID.randomUUID(),
                "any.type",
                1,
                streamType,
                ID,
                streamVersion,
                List.of("tenant:" + ID),
                Instant.EPOCH,
                Instant.EPOCH,
                "system:test",
                ID,
                null,
                null,
                null,
                null,
                new byte[0]);
    }

    private static final class AnyDecider implements Decider<String, Integer, String> {

        @Override
        public List<Tag> boundary(String command) {
            return List.of(new Tag("tenant", ID));
        }

        @Override
        public StreamKey target(String command) {
            return TENANT;
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer evolve(Integer state, DomainEvent fact, Instant occurredAt) {
            return state + 1;
        }

        @Override
        public Decision<DomainEvent, String> decide(String command, Integer state) {
            throw new AssertionError("nothing is decided here");
        }
    }
}
