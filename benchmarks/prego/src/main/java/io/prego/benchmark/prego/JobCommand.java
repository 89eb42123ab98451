package io.prego.benchmark.prego;

import io.prego.kernel.JobId;
import io.prego.kernel.TenantId;
import java.util.List;

/** What is asked of a counter that is a provision job: its value is the number of its stage facts. */
sealed interface JobCommand {

    JobId jobId();

    TenantId tenantId();

    record Create(JobId jobId, TenantId tenantId, String note) implements JobCommand {}

    /** One fact for each note. */
    record Change(JobId jobId, TenantId tenantId, List<String> notes) implements JobCommand {}

    static Create create(String id, String note) {
        return new Create(new JobId("job_" + id), new TenantId("tnt_" + id), note);
    }

    static Change change(String id, List<String> notes) {
        return new Change(new JobId("job_" + id), new TenantId("tnt_" + id), notes);
    }
}
