package io.prego.event.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.EventCatalogue;
import io.prego.event.schema.Schemas;
import io.prego.kernel.JobId;
import io.prego.kernel.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A later version of an event, known to tests alone, reads what was committed in version 1. */
class SchemaEvolutionTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden-events.csv");
    private static final String SUBJECT = "io.prego.tenant.TenantActivated";
    private static final int FIRST = 5;
    private static final int LATER = 9001;

    private static final Upcaster SITE_URL = fields -> {
        var upcast = new HashMap<>(fields);
        upcast.put("site_url", "https://" + fields.get("canonical_hostname"));
        return upcast;
    };

    /** As the code of that later day would have it. */
    record Activated(
            TenantId tenantId,
            JobId jobId,
            String siteName,
            String canonicalHostname,
            String siteUrl,
            @Nullable Integer seats) {}

    private final Schemas schemas = Schemas.listedIn("/schema-ids.csv", "/later-schema-ids.csv");
    private final RecordCodec<Activated> later =
            new RecordCodec<>(Activated.class, SUBJECT, schemas, new Upcasters(Map.of(SUBJECT, Map.of(1, SITE_URL))));

    @Test
    void a_golden_event_of_version_1_reads_as_version_2_with_the_new_fields_filled() throws IOException {
        var golden = golden();
        assertThat(golden).isNotEmpty();
        for (var payload : golden) {
            var activated = later.decode(FIRST, payload);
            assertThat(activated.siteUrl()).isEqualTo("https://acme.prego.example");
            assertThat(activated.canonicalHostname()).isEqualTo("acme.prego.example");
            assertThat(activated.seats()).isNull();
        }
    }

    @Test
    void an_event_of_version_2_is_read_as_it_was_written() throws IOException {
        assertThat(later.schemaId()).isEqualTo(LATER);
        var first = later.decode(FIRST, golden().getFirst());
        var written = new Activated(
                first.tenantId(), first.jobId(), first.siteName(), first.canonicalHostname(), "https://elsewhere", 7);
        assertThat(later.decode(LATER, later.encode(written))).isEqualTo(written);
    }

    @Test
    void the_same_payload_is_always_upcast_to_the_same() throws IOException {
        for (var payload : golden()) {
            assertThat(later.decode(FIRST, payload)).isEqualTo(later.decode(FIRST, payload));
        }
    }

    @Test
    void steps_are_taken_from_the_version_that_was_written_on_in_their_order() {
        Upcaster second = fields -> fields;
        var upcasters = new Upcasters(Map.of(SUBJECT, Map.of(2, second, 1, SITE_URL)));
        assertThat(upcasters.from(SUBJECT, 1)).containsExactly(SITE_URL, second);
        assertThat(upcasters.from(SUBJECT, 2)).containsExactly(second);
        assertThat(upcasters.from(SUBJECT, 3)).isEmpty();
    }

    @Test
    void what_is_shown_of_an_event_is_what_was_written_and_nothing_that_was_made_of_it() throws IOException {
        assertThat(new PayloadView(schemas).of(FIRST, golden().getFirst()))
                .containsOnlyKeys("tenant_id", "job_id", "site_name", "canonical_hostname");
    }

    @Test
    void a_type_that_only_later_code_knows_is_no_fact_and_no_error() {
        var codec = new EventCodec(Schemas.committed());
        assertThat(EventCatalogue.find("tenant.invented_later")).isNull();
        assertThat(codec.decode("tenant.invented_later", LATER, new byte[] {1, 2, 3}))
                .isNull();
    }

    private static List<byte[]> golden() throws IOException {
        return Files.readAllLines(GOLDEN).stream()
                .map(line -> line.split(","))
                .filter(cells -> Integer.parseInt(cells[1]) == FIRST)
                .map(cells -> HexFormat.of().parseHex(cells[2]))
                .toList();
    }
}
