package io.prego.torture.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was answered.
 *
 * @param headers by their lower-case names
 */
public record Answer(int status, Map<String, String> headers, String body) {

    private static final JsonMapper JSON = new JsonMapper();

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** A missing node when it is no JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            return JSON.missingNode();
        }
    }

    /** Empty when there is no such field. */
    public String text(String field) {
        return json().path(field).asString("");
    }

    /** A number in a header; null when it is not there. */
    public @Nullable Long number(String header) {
        var value = headers.get(header);
        return value == null ? null : Long.valueOf(value.replace("\"", ""));
    }

    /** Of the last event that the command appended or on which it rests; null when the answer names none. */
    public @Nullable Long position() {
        return number("x-event-position");
    }

    public boolean isReplayed() {
        return "true".equals(headers.get("idempotent-replayed"));
    }

    /** Whether asking again may give another answer: it is not known what became of the request, or nothing did. */
    public boolean isPassing() {
        return status >= 500 || status == 429 || (status == 409 && text("code").equals("conflict"));
    }
}
