package io.prego.event.provisioning;

/** A step of the pipeline. The first four come in this order; {@code DNS} is best-effort, any time after {@code PULUMI}. */
public enum Stage {
    PULUMI,
    ANSIBLE,
    ZUPLO_SYNC,
    CALLBACK,
    DNS;

    public boolean bestEffort() {
        return this == DNS;
    }

    public FailureStage asFailureStage() {
        return FailureStage.valueOf(name());
    }
}
