package io.prego.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventCatalogueTest {

    @Test
    void a_type_that_is_not_known_yet_goes_where_its_stream_goes() {
        var event = recorded("tenant.invented_later", "tenant", List.of("tenant:tnt_1"));
        assertThat(EventCatalogue.topic(event)).isEqualTo(Topics.TENANT);
        assertThat(EventCatalogue.recordKey(event)).isEqualTo("tnt_1");
    }

    @Test
    void a_job_is_in_order_with_its_tenant() {
        var event = recorded("provision_job.requested", "provision_job", List.of("job:job_1", "tenant:tnt_1"));
        assertThat(EventCatalogue.recordKey(event)).isEqualTo("tnt_1");
    }

    @Test
    void a_stream_that_only_later_code_knows_is_published_nowhere() {
        var event = recorded("invented.later", "invented", List.of());
        assertThatThrownBy(() -> EventCatalogue.topic(event))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("newer than this node");
    }

    private static RecordedEvent recorded(String type, String streamType, List<String> tags) {
        var now = Instant.EPOCH;
        return new RecordedEvent(
                1,
                new UUID(0, 1),
                type,
                1,
                streamType,
                "id",
                1,
                tags,
                now,
                now,
                "service:test",
                null,
                null,
                null,
                null,
                null,
                new byte[0]);
    }
}
