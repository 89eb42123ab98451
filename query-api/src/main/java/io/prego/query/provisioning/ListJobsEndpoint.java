package io.prego.query.provisioning;

import static io.prego.query.provisioning.JobReader.MODEL;

import io.prego.edge.paging.Page;
import io.prego.edge.request.AsOf;
import io.prego.edge.request.ReadRequest;
import io.prego.event.provisioning.JobStatus;
import io.prego.event.provisioning.Stage;
import io.prego.query.reading.Listing;
import io.prego.query.reading.LogIndex;
import io.prego.query.reading.Reads;
import io.prego.query.reading.Words;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /internal/jobs}. {@code stuck_for} lists jobs that have not ended and were idle for that long, counted back
 * from now, or from the moment of {@code as_of}, so that such an answer stays the same.
 */
@RestController
final class ListJobsEndpoint {

    private final JobReader jobs;
    private final Reads reads;
    private final LogIndex log;

    ListJobsEndpoint(JobReader jobs, Reads reads, LogIndex log) {
        this.jobs = jobs;
        this.reads = reads;
        this.log = log;
    }

    @GetMapping("/internal/jobs")
    ResponseEntity<?> list(
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "stage", required = false) @Nullable String stage,
            @RequestParam(name = "stuck_for", required = false) @Nullable String stuckFor,
            Page page,
            ReadRequest read) {
        var wantedStatus = Words.parse("status", status, JobStatus.class, JobStatus::word);
        var wantedStage = Words.parse("stage", stage, Stage.class);
        var idle = IdleTime.parse(stuckFor);
        return reads.list(
                MODEL,
                read,
                new Listing<>(
                        page,
                        view -> jobs.list(wantedStatus, wantedStage, idleSince(idle, read), page, view),
                        Job::jobId));
    }

    private @Nullable Instant idleSince(@Nullable Duration idle, ReadRequest read) {
        return idle == null ? null : moment(read).minus(idle);
    }

    private Instant moment(ReadRequest read) {
        return switch (read.asOf()) {
            case null -> jobs.now();
            case AsOf.Moment at -> at.instant();
            case AsOf.Position at -> recordedAt(at.position());
        };
    }

    private Instant recordedAt(long position) {
        var recorded = log.recordedAt(position);
        return recorded == null ? jobs.now() : recorded;
    }
}
