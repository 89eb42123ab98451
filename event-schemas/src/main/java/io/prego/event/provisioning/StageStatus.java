package io.prego.event.provisioning;

/** How far a stage is. */
public enum StageStatus {
    STARTED,
    COMPLETED,
    FAILED
}
