package io.prego.stream.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prego.event.Topics;
import io.prego.event.Wire;
import io.prego.event.codec.RecordCodec;
import io.prego.event.provisioning.FailureStage;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.schema.Schemas;
import io.prego.stream.EventRecords;
import io.prego.stream.Facts;
import io.prego.stream.feed.TopologySpec;
import io.prego.stream.running.TextHeaders;
import java.nio.file.Path;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisioningStateFeedTest {

    private static final Facts ACME = Facts.of("acme");
    private static final RecordCodec<ProvisioningState> CODEC =
            new RecordCodec<>(ProvisioningState.class, "io.prego.provisioning.ProvisioningState", Schemas.committed());

    private final EventRecords events = new EventRecords();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path stateDir;

    @TempDir
    Path otherDir;

    private TopologySpec spec;

    @BeforeEach
    void open() {
        spec = new TopologySpec(ProvisioningStateFeed.of(meters), stateDir, events);
    }

    @AfterEach
    void close() {
        spec.close();
    }

    @Test
    void every_version_of_a_job_is_published_by_job_id_and_events_of_the_tenant_are_ignored() {
        spec.given(
                ACME.registered(),
                ACME.requested(),
                ACME.placed(),
                ACME.attempted(),
                ACME.dispatched(),
                ACME.completed(),
                ACME.activated());
        var versions = spec.read(Topics.PROVISIONING_STATE);
        assertThat(versions)
                .extracting(record -> state(record).status())
                .containsExactly(
                        JobStatus.PENDING,
                        JobStatus.PENDING,
                        JobStatus.PENDING,
                        JobStatus.DISPATCHED,
                        JobStatus.COMPLETED);
        assertThat(versions).extracting(TestRecord::key).containsOnly("job_acme");
        assertThat(TextHeaders.toMap(versions.getLast().headers()))
                .containsEntry("ce_position", "6")
                .containsEntry("ce_type", "provision_job.completed")
                .containsEntry("ce_tenant", "tnt_acme");
    }

    @Test
    void after_the_loss_of_its_disk_the_next_attempt_follows_the_stored_failure() {
        spec.given(ACME.requested(), ACME.failed(FailureStage.PLACEMENT));
        try (var next = new TopologySpec(ProvisioningStateFeed.of(meters), otherDir, events)) {
            next.restoredFrom(spec, "provisioning-state").given(ACME.requested(2));
            assertThat(state(next.read(Topics.PROVISIONING_STATE).getLast()).attempt())
                    .isEqualTo(2);
        }
    }

    private static ProvisioningState state(TestRecord<String, byte[]> record) {
        return CODEC.decode(Wire.schemaId(record.value()), Wire.payload(record.value()));
    }
}
