package io.prego.stream.feed;

import io.prego.event.CloudEvent;
import io.prego.event.RecordedEvent;
import io.prego.kernel.TenantId;
import io.prego.stream.running.TextHeaders;
import java.util.LinkedHashMap;
import org.apache.kafka.common.header.Headers;

/** Which event made a version of a state, and whose it is, for readers that do not decode the value. */
public final class VersionHeaders {

    private VersionHeaders() {}

    public static Headers of(RecordedEvent madeBy, TenantId tenant) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(CloudEvent.POSITION, Long.toString(madeBy.position()));
        headers.put(CloudEvent.RECORDED, CloudEvent.INSTANT.format(madeBy.recordedAt()));
        headers.put(CloudEvent.TYPE, madeBy.type());
        headers.put(CloudEvent.TENANT, tenant.value());
        headers.put("content-type", "application/avro");
        return TextHeaders.of(headers);
    }
}
