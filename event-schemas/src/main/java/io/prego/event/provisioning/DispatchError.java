package io.prego.event.provisioning;

/** Why a dispatch did not happen: refused without side effect, unknown whether it happened, or nothing configured that could take it. */
public enum DispatchError {
    REJECTED,
    AMBIGUOUS,
    NO_TRIGGER
}
