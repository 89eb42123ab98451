package io.prego.event.provisioning;

/** Why a pipeline's closing call was not believed. */
public enum CallbackRejection {
    ALREADY_TERMINAL,
    TENANT_MISMATCH,
    OTHER_ATTEMPT
}
