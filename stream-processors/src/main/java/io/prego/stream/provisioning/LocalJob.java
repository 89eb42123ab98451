package io.prego.stream.provisioning;

import io.prego.event.provisioning.Stage;
import io.prego.kernel.JobId;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the local runner is told of one attempt of a job.
 *
 * @param attempt from 1
 */
record LocalJob(JobId jobId, TenantId tenantId, Slug slug, int attempt) {

    private static final int HOSTS = 127;

    /** The same for every run of this attempt, so that a repeated report is a repeat. */
    String runId() {
        return "local-%s-%d".formatted(jobId, attempt);
    }

    /**
     * The stage at which the slug asks this attempt to fail ({@code fail-zuplo-sync-…}), or null when it does not. One that
     * goes on with {@code once-} asks it of the first attempt alone.
     */
    @Nullable
    Stage failsAt() {
        for (var stage : Stage.values()) {
            var prefix =
                    "fail-%s-".formatted(stage.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            if (slug.value().startsWith(prefix)) {
                return attempt > 1 && slug.value().startsWith(prefix + "once-") ? null : stage;
            }
        }
        return null;
    }

    /** Two addresses of TEST-NET-1 (RFC 5737), which nobody has; the same ones for the same job. */
    Map<String, String> servers() {
        var host = 1 + Math.floorMod(jobId.value().hashCode(), HOSTS);
        return Map.of("server_ip", "192.0.2." + host, "db_server_ip", "192.0.2." + (host + HOSTS));
    }
}
