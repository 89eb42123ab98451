package io.prego.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prego.event.codec.UndecodableEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CloudEventTest {

    private static final RecordedEvent EVENT = new RecordedEvent(
            7,
            UUID.fromString("0190d5b0-a000-7000-8000-000000000001"),
            "tenant.activated",
            5,
            "tenant",
            "tnt_1",
            3,
            List.of("tenant:tnt_1", "slug:acme"),
            Instant.parse("2026-01-02T12:00:00Z"),
            Instant.parse("2026-01-02T12:00:00.000001Z"),
            "pipeline:local",
            "tnt_1",
            "trace_1",
            null,
            "cause",
            null,
            new byte[] {1, 2, 3});

    @Test
    void what_was_written_is_read_again() {
        var read = CloudEvent.read(CloudEvent.headers(EVENT), CloudEvent.value(EVENT));
        assertThat(read).usingRecursiveComparison().isEqualTo(EVENT);
    }

    @Test
    void instants_have_six_fraction_digits_and_absent_fields_no_header() {
        assertThat(CloudEvent.headers(EVENT))
                .containsEntry("ce_time", "2026-01-02T12:00:00.000000Z")
                .containsEntry("ce_source", "prego")
                .doesNotContainKey("ce_correlation");
    }

    @Test
    void the_value_is_framed_as_the_usual_clients_expect() {
        assertThat(CloudEvent.value(EVENT)).containsExactly(0, 0, 0, 0, 5, 1, 2, 3);
    }

    @Test
    void a_missing_header_a_bad_number_and_an_unframed_value_are_undecodable() {
        var headers = CloudEvent.headers(EVENT);
        var without = new HashMap<>(headers);
        without.remove("ce_id");
        var malformed = new HashMap<>(headers);
        malformed.put("ce_position", "seven");
        assertThatThrownBy(() -> CloudEvent.read(without, CloudEvent.value(EVENT)))
                .isInstanceOf(UndecodableEvent.class);
        assertThatThrownBy(() -> CloudEvent.read(malformed, CloudEvent.value(EVENT)))
                .isInstanceOf(UndecodableEvent.class);
        assertThatThrownBy(() -> CloudEvent.read(headers, new byte[] {1, 2})).isInstanceOf(UndecodableEvent.class);
    }
}
