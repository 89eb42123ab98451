package io.prego.kernel;

/** Names one tenant: {@code tnt_} and 32 hex digits of a UUIDv7. */
public record TenantId(String value) {

    public TenantId {
        Prefixed.check("tnt_", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
