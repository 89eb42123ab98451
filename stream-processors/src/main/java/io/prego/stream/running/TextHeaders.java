package io.prego.stream.running;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Kafka's headers as names to UTF-8 text. Of a name that stands twice the last counts; a header without value is none. */
public final class TextHeaders {

    private TextHeaders() {}

    public static Map<String, String> toMap(Headers headers) {
        var map = new HashMap<String, String>(32);
        for (var header : headers) {
            if (header.value() != null) {
                map.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return map;
    }

    /** The value of one header, or null when there is none. */
    public static @Nullable String find(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    public static Headers of(Map<String, String> map) {
        var headers = new RecordHeaders();
        map.forEach((name, value) -> headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
        return headers;
    }
}
