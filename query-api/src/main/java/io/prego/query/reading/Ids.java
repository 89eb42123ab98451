package io.prego.query.reading;

import io.prego.kernel.JobId;
import io.prego.kernel.TenantId;
import java.util.function.Function;

/** Tells ids that may exist from texts that cannot: those are absent without a look into the database. */
public final class Ids {

    private Ids() {}

    public static boolean isTenant(String text) {
        return isAccepted(TenantId::new, text);
    }

    public static boolean isJob(String text) {
        return isAccepted(JobId::new, text);
    }

    private static boolean isAccepted(Function<String, ?> id, String text) {
        try {
            return id.apply(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
