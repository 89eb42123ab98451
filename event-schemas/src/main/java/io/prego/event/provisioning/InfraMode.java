package io.prego.event.provisioning;

/** Whether a job gets a server of its own or joins one that stands. */
public enum InfraMode {
    CREATE_NEW_SERVER,
    USE_EXISTING
}
