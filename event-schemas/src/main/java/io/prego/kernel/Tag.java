package io.prego.kernel;

/**
 * What a consistency condition may ask for, such as {@code slug:acme}.
 *
 * @param key lower-case letters and underscores
 * @param value without comma, blank or control character, so that tags can stand in one header, comma-separated
 */
public record Tag(String key, String value) {

    public Tag {
        if (key.isEmpty() || !key.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z'))) {
            throw new IllegalArgumentException("bad tag key");
        }
        if (value.isEmpty() || value.chars().anyMatch(c -> c == ',' || c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("bad value of the tag " + key);
        }
    }

    /** The written form, {@code key:value}. */
    @Override
    public String toString() {
        return key + ":" + value;
    }
}
