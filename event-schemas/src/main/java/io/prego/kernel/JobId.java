package io.prego.kernel;

import org.jspecify.annotations.Nullable;

/** Names one provision job over all its attempts: {@code job_} and 32 hex digits of a UUIDv7. */
public record JobId(String value) {

    private static final String PREFIX = "job_";

    public JobId {
        Prefixed.check(PREFIX, value);
    }

    /** Null for a text that is not of the form, and so names nothing. */
    public static @Nullable JobId parse(String text) {
        return Prefixed.fits(PREFIX, text) ? new JobId(text) : null;
    }

    @Override
    public String toString() {
        return value;
    }
}
