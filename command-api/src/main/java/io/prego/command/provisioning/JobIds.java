package io.prego.command.provisioning;

import io.prego.kernel.JobId;
import org.jspecify.annotations.Nullable;

/** Ids as callers write them: what is not of their form names nothing, so it is null here and 404 outside. */
final class JobIds {

    private JobIds() {}

    static @Nullable JobId find(String text) {
        try {
            return new JobId(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
