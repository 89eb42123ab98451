package io.prego.stream.provisioning;

import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.kernel.JobId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one partition that were requested and have not ended, by the offset of their request. The lowest of these is
 * how far the partition is settled, so its size is the number of jobs that a restart reads again. Used by one thread.
 */
final class UnfinishedJobs {

    private final TreeMap<Long, JobId> byOffset = new TreeMap<>();
    private final Map<JobId, Requested> byJob = new HashMap<>();

    private record Requested(LocalJob job, long offset) {}

    /** A request of the next attempt takes the place of the one before. */
    void requested(ProvisionJobRequested event, long offset) {
        ended(event.jobId());
        var job = new LocalJob(event.jobId(), event.tenantId(), event.subdomainSlug(), event.attempt());
        byJob.put(event.jobId(), new Requested(job, offset));
        byOffset.put(offset, event.jobId());
    }

    @Nullable
    LocalJob find(JobId jobId) {
        var requested = byJob.get(jobId);
        return requested == null ? null : requested.job();
    }

    void ended(JobId jobId) {
        var requested = byJob.remove(jobId);
        if (requested != null) {
            byOffset.remove(requested.offset());
        }
    }

    /** The offset below which all jobs have ended; {@code position} when none is open. */
    long settled(long position) {
        return byOffset.isEmpty() ? position : byOffset.firstKey();
    }
}
