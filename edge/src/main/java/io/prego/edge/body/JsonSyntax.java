package io.prego.edge.body;

import io.prego.edge.json.PlainText;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.edge.problem.JsonProblems;
import io.prego.edge.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Walks over a whole body once before it is bound, also over parts that no field takes: it must be one JSON value in
 * UTF-8, and its names and strings plain text.
 */
final class JsonSyntax {

    /** Beyond any amount of ours; a number that takes a gigabyte to print in full is an attack. */
    private static final int EXPONENT_MAX = 1000;

    private final JsonMapper json;

    JsonSyntax(JsonMapper json) {
        this.json = json;
    }

    void check(byte[] body) {
        checkEncoding(body);
        try (var parser = json.createParser(body)) {
            walk(parser);
        }
    }

    private static void checkEncoding(byte[] body) {
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw refused(JsonPointer.empty(), "is not UTF-8");
        }
    }

    private static void walk(JsonParser parser) {
        try {
            parser.nextToken();
            var depth = 0;
            do {
                checkText(parser);
                checkNumber(parser);
                depth += depthChange(parser);
            } while (parser.nextToken() != null && depth > 0);
            if (parser.currentToken() != null) {
                throw refused(JsonPointer.empty(), "has more after its end");
            }
        } catch (JacksonException e) {
            throw JsonProblems.at(place(parser), e).toException();
        }
    }

    private static int depthChange(JsonParser parser) {
        var token = parser.currentToken();
        if (token == null) {
            return 0;
        }
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    private static void checkText(JsonParser parser) {
        var isText = parser.hasToken(JsonToken.PROPERTY_NAME) || parser.hasToken(JsonToken.VALUE_STRING);
        if (isText && !PlainText.is(parser.getString())) {
            throw refused(place(parser), "has characters that text cannot have");
        }
    }

    private static void checkNumber(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT) && !isOrdinary(parser)) {
            throw refused(place(parser), "is a number out of all bounds");
        }
    }

    private static boolean isOrdinary(JsonParser parser) {
        try {
            return Math.abs((long) parser.getDecimalValue().scale()) <= EXPONENT_MAX;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static JsonPointer place(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer();
    }

    private static ProblemException refused(JsonPointer place, String message) {
        return EdgeProblems.invalid(new InputError(place.toString(), message)).toException();
    }
}
