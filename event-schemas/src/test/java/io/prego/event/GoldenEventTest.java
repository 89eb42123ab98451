package io.prego.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.codec.EventCodec;
import io.prego.event.codec.PayloadView;
import io.prego.event.schema.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * {@code golden-events.csv} holds one encoding per event type and schema version. Lines are added when a schema is
 * (the failing test prints them), and none is ever changed: what was written once must be read for ever.
 */
class GoldenEventTest {

    private static final Path FILE = Path.of("src/test/resources/golden-events.csv");

    private final EventCodec codec = new EventCodec(Schemas.committed());
    private final PayloadView view = new PayloadView(Schemas.committed());

    @Test
    void every_committed_encoding_still_decodes_to_its_fact() throws IOException {
        var facts = new TreeMap<String, DomainEvent>();
        GoldenEvents.ALL.forEach(fact -> facts.put(EventCatalogue.of(fact).name(), fact));
        for (var line : Files.readAllLines(FILE)) {
            var cells = line.split(",");
            var payload = HexFormat.of().parseHex(cells[2]);
            var decoded = codec.decode(cells[0], Integer.parseInt(cells[1]), payload);
            assertThat(decoded).as(line).isEqualTo(facts.get(cells[0]));
            assertThat(view.of(Integer.parseInt(cells[1]), payload)).isNotEmpty();
        }
    }

    @Test
    void every_event_type_and_schema_version_has_a_golden_encoding() throws IOException {
        var committed = Files.readAllLines(FILE);
        var missing = new ArrayList<String>();
        for (var fact : GoldenEvents.ALL) {
            var encoded = codec.encode(fact);
            var line = "%s,%d,%s"
                    .formatted(
                            EventCatalogue.of(fact).name(),
                            encoded.schemaId(),
                            HexFormat.of().formatHex(encoded.payload()));
            if (!committed.contains(line)) {
                missing.add(line);
            }
        }
        assertThat(missing).as("lines to add to %s", FILE).isEmpty();
        assertThat(GoldenEvents.ALL).hasSameSizeAs(EventCatalogue.TYPES);
    }
}
