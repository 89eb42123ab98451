package io.prego.kernel;

import org.jspecify.annotations.Nullable;

/** Names one tenant: {@code tnt_} and 32 hex digits of a UUIDv7. */
public record TenantId(String value) {

    private static final String PREFIX = "tnt_";

    public TenantId {
        Prefixed.check(PREFIX, value);
    }

    /** Null for a text that is not of the form, and so names nothing. */
    public static @Nullable TenantId parse(String text) {
        return Prefixed.fits(PREFIX, text) ? new TenantId(text) : null;
    }

    @Override
    public String toString() {
        return value;
    }
}
