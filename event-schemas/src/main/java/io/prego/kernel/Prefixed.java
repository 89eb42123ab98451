package io.prego.kernel;

/** The one form of all ids: a prefix that says what is named, then 1 to 60 lower-case letters or digits. */
final class Prefixed {

    private static final int REST_MAX = 60;

    private Prefixed() {}

    /** Throws {@link IllegalArgumentException} unless the value {@link #fits}. */
    static void check(String prefix, String value) {
        if (!fits(prefix, value)) {
            throw new IllegalArgumentException("an id of the form %s… is needed".formatted(prefix));
        }
    }

    // Asked for every id of every event that is read: a regular expression costs several times as much.
    static boolean fits(String prefix, String value) {
        var rest = value.length() - prefix.length();
        if (rest < 1 || rest > REST_MAX || !value.startsWith(prefix)) {
            return false;
        }
        for (var i = prefix.length(); i < value.length(); i++) {
            if (!isLowerCaseOrDigit(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLowerCaseOrDigit(char character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z');
    }
}
