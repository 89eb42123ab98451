package io.prego.kernel;

/**
 * What a consistency condition may ask for, such as {@code slug:acme}.
 *
 * @param key lower-case letters and underscores
 * @param value without comma, blank or control character, so that tags can stand in one header, comma-separated
 */
public record Tag(String key, String value) {

    public Tag {
        if (!isKey(key)) {
            throw new IllegalArgumentException("bad tag key");
        }
        if (!isValue(value)) {
            throw new IllegalArgumentException("bad value of the tag " + key);
        }
    }

    // Asked several times for every event: streams of characters took a fourteenth of the time of a registration's
    // thread.
    private static boolean isKey(String key) {
        for (var i = 0; i < key.length(); i++) {
            var character = key.charAt(i);
            if (character != '_' && (character < 'a' || character > 'z')) {
                return false;
            }
        }
        return !key.isEmpty();
    }

    private static boolean isValue(String value) {
        for (var i = 0; i < value.length(); i++) {
            var character = value.charAt(i);
            if (character == ',' || character <= ' ' || character == 0x7f) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    /** The written form, {@code key:value}. */
    @Override
    public String toString() {
        return key + ":" + value;
    }
}
