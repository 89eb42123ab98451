package io.prego.event.provisioning;

/** Where a job failed. A failed DNS stage alone never fails a job. */
public enum FailureStage {
    PLACEMENT,
    DISPATCH,
    PULUMI,
    ANSIBLE,
    ZUPLO_SYNC,
    DNS,
    CALLBACK,
    TIMEOUT,
    UNKNOWN
}
