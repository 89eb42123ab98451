package io.prego.eventlog;

import java.util.Collection;

/** PostgreSQL's text form of an array, for an array within an array: {@code {"tenant:tnt_1","slug:acme"}}. */
final class ArrayLiteral {

    private ArrayLiteral() {}

    static String of(Collection<String> texts) {
        var literal = new StringBuilder("{");
        for (var text : texts) {
            if (literal.length() > 1) {
                literal.append(',');
            }
            literal.append('"')
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return literal.append('}').toString();
    }
}
