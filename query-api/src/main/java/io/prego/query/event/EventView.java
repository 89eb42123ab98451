package io.prego.query.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.prego.event.RecordedEvent;
import io.prego.event.codec.PayloadView;
import io.prego.event.codec.UndecodableEvent;
import io.prego.event.schema.Schemas;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as it is answered: the fields of its published envelope, and its payload as JSON beside them.
 *
 * @param data the payload's fields; a sealed one is {@code {"sealed": true}}; {@code {"unreadable": true}} when no
 *     schema of this version of the code explains the payload
 */
record EventView(
        @JsonUnwrapped @JsonIgnoreProperties("payload") RecordedEvent envelope, Map<String, @Nullable Object> data) {

    private static final PayloadView PAYLOADS = new PayloadView(Schemas.committed());

    static EventView of(RecordedEvent event) {
        return new EventView(event, data(event));
    }

    private static Map<String, @Nullable Object> data(RecordedEvent event) {
        try {
            return PAYLOADS.of(event.schemaId(), event.payload());
        } catch (UndecodableEvent e) {
            return Map.of("unreadable", true);
        }
    }
}
