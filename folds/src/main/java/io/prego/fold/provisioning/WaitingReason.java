package io.prego.fold.provisioning;

import io.prego.event.provisioning.DispatchError;

/** Why a pending job does not move: the words of {@code waiting_reason}. */
final class WaitingReason {

    static final String AWAITING_PLACEMENT = "awaiting_placement";
    static final String AWAITING_DISPATCH = "awaiting_dispatch";

    private WaitingReason() {}

    static String of(DispatchError error) {
        return switch (error) {
            case REJECTED -> "dispatch_rejected";
            case AMBIGUOUS -> "dispatch_ambiguous";
            case NO_TRIGGER -> "no_dispatch_trigger";
        };
    }
}
