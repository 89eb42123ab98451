package io.prego.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.codec.RecordCodec;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.provisioning.ProvisioningState;
import io.prego.event.provisioning.Stage;
import io.prego.event.provisioning.StageState;
import io.prego.event.provisioning.StageStatus;
import io.prego.event.schema.Schemas;
import io.prego.event.tenant.HostnameEntry;
import io.prego.event.tenant.PlanTier;
import io.prego.event.tenant.TenantDirectoryEntry;
import io.prego.event.tenant.TenantStatus;
import io.prego.kernel.JobId;
import io.prego.kernel.Region;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code golden-states.csv} holds one encoding per state and schema version, as {@code golden-events.csv} does of events:
 * feeds and stores hold every version for ever.
 */
class GoldenStateTest {

    private static final Path FILE = Path.of("src/test/resources/golden-states.csv");
    private static final String JOB_STATE = "io.prego.provisioning.ProvisioningState";
    private static final TenantId ACME = new TenantId("tnt_0190d5b0a0007000800000000000acme");
    private static final JobId JOB = new JobId("job_0190d5b0a00070008000000000000001");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.000001Z");
    private static final Instant LATER = NOON.plusSeconds(7);

    private static final TenantDirectoryEntry ENTRY = new TenantDirectoryEntry(
            ACME,
            "주식회사 아크메",
            new Slug("acme"),
            "acme.prego.example",
            TenantStatus.ACTIVE,
            Region.EU,
            PlanTier.TRIAL,
            "frappe",
            "vault/acme",
            JOB,
            NOON,
            LATER,
            3,
            16);
    private static final HostnameEntry HOSTNAME = new HostnameEntry("acme.prego.example", ACME, "acme", LATER, 16);

    @Test
    void the_newest_version_of_each_state_has_a_golden_encoding_that_decodes_to_it() throws IOException {
        var missing = new ArrayList<String>();
        missing.addAll(missing(TenantDirectoryEntry.class, "io.prego.tenant.TenantDirectoryEntry", ENTRY));
        missing.addAll(missing(HostnameEntry.class, "io.prego.tenant.HostnameEntry", HOSTNAME));
        missing.addAll(missing(ProvisioningState.class, JOB_STATE, job(LATER.minusSeconds(1))));
        assertThat(missing).as("lines to add to %s", FILE).isEmpty();
    }

    @Test
    void a_job_of_version_1_progressed_when_it_was_updated() throws IOException {
        var codec = new RecordCodec<>(ProvisioningState.class, JOB_STATE, Schemas.committed());
        var first = Schemas.committed().versions(JOB_STATE).getFirst().id();
        assertThat(codec.schemaId()).isNotEqualTo(first);
        assertThat(codec.decode(first, golden(JOB_STATE, first))).isEqualTo(job(LATER));
    }

    private static <T extends Record> List<String> missing(Class<T> type, String subject, T state) throws IOException {
        var codec = new RecordCodec<>(type, subject, Schemas.committed());
        var encoded = codec.encode(state);
        assertThat(codec.decode(codec.schemaId(), encoded)).isEqualTo(state);
        var line =
                "%s,%d,%s".formatted(subject, codec.schemaId(), HexFormat.of().formatHex(encoded));
        return Files.readAllLines(FILE).contains(line) ? List.of() : List.of(line);
    }

    private static byte[] golden(String subject, int schemaId) throws IOException {
        var start = "%s,%d,".formatted(subject, schemaId);
        return Files.readAllLines(FILE).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> HexFormat.of().parseHex(line.substring(start.length())))
                .findFirst()
                .orElseThrow();
    }

    private static ProvisioningState job(Instant progressedAt) {
        var stage = new StageState(
                Stage.ZUPLO_SYNC, StageStatus.COMPLETED, false, NOON, null, Map.of("server_ip", "192.0.2.1"));
        return new ProvisioningState(
                JOB,
                ACME,
                JobStatus.RUNNING,
                1,
                null,
                null,
                null,
                Stage.ZUPLO_SYNC,
                List.of(stage),
                "trace_1",
                NOON,
                LATER,
                progressedAt,
                4,
                17);
    }
}
