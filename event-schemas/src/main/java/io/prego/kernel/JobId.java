package io.prego.kernel;

/** Names one provision job over all its attempts: {@code job_} and 32 hex digits of a UUIDv7. */
public record JobId(String value) {

    public JobId {
        Prefixed.check("job_", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
