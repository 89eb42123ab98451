package io.prego.edge.json;

/**
 * Text that every store and every reader of ours can hold: no control characters but tab, line feed and carriage
 * return, and no half of a surrogate pair. PostgreSQL refuses NUL, and UTF-8 has no form for lone surrogates.
 */
public final class PlainText {

    private PlainText() {}

    public static boolean is(String text) {
        for (var i = 0; i < text.length(); i++) {
            var unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (!startsPair(text, i)) {
                    return false;
                }
                i++;
            } else if (Character.isISOControl(unit) && unit != '\t' && unit != '\n' && unit != '\r') {
                return false;
            }
        }
        return true;
    }

    private static boolean startsPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }
}
