package io.prego.query.event;

import io.prego.event.RecordedEvent;
import io.prego.query.reading.Conditions;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/** Which events a caller wants, by the parameters that its lists and its stream share; null where any will do. */
record EventFilter(
        @BindParam("stream_type") @Nullable String streamType,
        @BindParam("stream_id") @Nullable String streamId,
        @Nullable String type,
        @BindParam("tenant_id") @Nullable String tenantId,
        @BindParam("trace_id") @Nullable String traceId) {

    static EventFilter ofTenant(String tenantId) {
        return new EventFilter(null, null, null, tenantId, null);
    }

    /** Law: a row that {@link #addTo} finds is an event that this holds for, and the other way round. */
    boolean holdsFor(RecordedEvent event) {
        return fits(streamType, event.streamType())
                && fits(streamId, event.streamId())
                && fits(type, event.type())
                && fits(tenantId, event.tenantId())
                && fits(traceId, event.traceId());
    }

    private static boolean fits(@Nullable String wanted, @Nullable String value) {
        return wanted == null || wanted.equals(value);
    }

    Conditions addTo(Conditions conditions) {
        return conditions
                .equal("stream_type", streamType)
                .equal("stream_id", streamId)
                .equal("type", type)
                .equal("tenant_id", tenantId)
                .equal("trace_id", traceId);
    }
}
