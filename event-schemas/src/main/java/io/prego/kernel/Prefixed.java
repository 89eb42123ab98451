package io.prego.kernel;

import java.util.regex.Pattern;

/** The one form of all ids: a prefix that says what is named, then lower-case letters and digits. */
final class Prefixed {

    private static final Pattern REST = Pattern.compile("[0-9a-z]{1,60}");

    private Prefixed() {}

    /** Throws {@link IllegalArgumentException} unless the value is the prefix and 1 to 60 lower-case letters or digits. */
    static void check(String prefix, String value) {
        if (!value.startsWith(prefix)
                || !REST.matcher(value.substring(prefix.length())).matches()) {
            throw new IllegalArgumentException("an id of the form %s… is needed".formatted(prefix));
        }
    }
}
