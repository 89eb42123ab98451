package io.prego.edge.body;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * One form for all spellings of the same JSON value: keys sorted by UTF-16 units, no blanks, {@code 100}, {@code 1e2}
 * and {@code 100.0} the same number. Close to RFC 8785, but with exact numbers. Different values differ.
 */
public final class CanonicalJson {

    private final ObjectReader reader;

    public CanonicalJson(JsonMapper json) {
        this.reader = json.readerFor(JsonNode.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * The body in its one form.
     *
     * @param body one JSON value; empty for none, which stays empty
     */
    public byte[] of(byte[] body) {
        if (body.length == 0) {
            return body;
        }
        var text = new StringBuilder(body.length);
        JsonNode root = reader.readValue(body);
        append(root, text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(JsonNode node, StringBuilder text) {
        switch (node.getNodeType()) {
            case OBJECT -> appendObject(node, text);
            case ARRAY -> appendArray(node, text);
            case STRING -> quote(node.stringValue(), text);
            case NUMBER -> text.append(number(node.decimalValue()));
            case BOOLEAN -> text.append(node.booleanValue());
            case NULL -> text.append("null");
            case BINARY, MISSING, POJO ->
                throw new IllegalStateException("no JSON text parses to " + node.getNodeType());
        }
    }

    private static void appendObject(JsonNode node, StringBuilder text) {
        var separator = '{';
        var sorted =
                node.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
        for (var property : sorted) {
            text.append(separator);
            quote(property.getKey(), text);
            text.append(':');
            append(property.getValue(), text);
            separator = ',';
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void appendArray(JsonNode node, StringBuilder text) {
        var separator = '[';
        for (var element : node) {
            text.append(separator);
            append(element, text);
            separator = ',';
        }
        text.append(node.isEmpty() ? "[]" : "]");
    }

    private static void quote(String string, StringBuilder text) {
        text.append('"')
                .append(string.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }

    /** Digits and an exponent: {@code 1e999999999} must not become a gigabyte of zeros. */
    private static String number(BigDecimal value) {
        var stripped = value.stripTrailingZeros();
        return stripped.unscaledValue() + "e" + -(long) stripped.scale();
    }
}
