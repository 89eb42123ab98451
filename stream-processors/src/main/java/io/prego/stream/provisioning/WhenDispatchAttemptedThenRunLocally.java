package io.prego.stream.provisioning;

import io.prego.event.command.AutomationCommand.ConfirmDispatch;
import io.prego.event.command.CommandMessage;
import io.prego.event.provisioning.ProvisioningEvent;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCallbackRejected;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCancelled;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchAttempted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatchFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobDispatched;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobPlacementDecided;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRetryRequested;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageCompleted;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageFailed;
import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobStageStarted;
import io.prego.event.provisioning.Transport;
import io.prego.kernel.JobId;
import io.prego.stream.automation.Automation;
import io.prego.stream.automation.CommandSender;
import io.prego.stream.automation.IncomingEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes each job that was handed to the local pipeline and runs it. A partition is settled up to the request of its oldest
 * unfinished job, so a process that was killed reads those jobs again. Before it runs any, it reads to where the
 * partition ended when it came, since a job's end may stand there already.
 */
final class WhenDispatchAttemptedThenRunLocally implements Automation {

    static final String GROUP = "prego-automation-local-pipeline";
    private static final String ACTOR = "pipeline:local";

    private final LocalRuns runs;
    private final CommandSender commands;
    private final PipelineReports reports;
    private final Map<TopicPartition, Partition> partitions = new HashMap<>();

    WhenDispatchAttemptedThenRunLocally(LocalRuns runs, CommandSender commands, PipelineReports reports) {
        this.runs = runs;
        this.commands = commands;
        this.reports = reports;
    }

    /** What is known of one partition; the waiting ones are those met before {@code end}. */
    private static final class Partition {

        private final long end;
        private final UnfinishedJobs jobs = new UnfinishedJobs();
        private final Map<JobId, Start> waiting = new LinkedHashMap<>();

        Partition(long end) {
            this.end = end;
        }
    }

    private record Start(LocalJob job, CommandMessage confirmation) {}

    @Override
    public void assigned(TopicPartition partition, long end) {
        partitions.put(partition, new Partition(end));
    }

    @Override
    public void revoked(TopicPartition partition) {
        partitions.remove(partition);
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        for (var job : runs.takeEnded()) {
            partitions.values().forEach(partition -> ended(partition, job));
        }
        for (var event : events) {
            var partition = partitions.get(event.partition());
            if (partition != null && event.fact() instanceof ProvisioningEvent fact) {
                note(partition, fact, event);
            }
        }
    }

    private static void ended(Partition partition, LocalJob job) {
        if (job.equals(partition.jobs.find(job.jobId()))) {
            partition.jobs.ended(job.jobId());
        }
    }

    private void note(Partition partition, ProvisioningEvent fact, IncomingEvent event) {
        switch (fact) {
            case ProvisionJobRequested requested -> partition.jobs.requested(requested, event.offset());
            case ProvisionJobDispatchAttempted attempted -> attempted(partition, attempted, event);
            case ProvisionJobDispatchFailed failed -> forget(partition, failed.jobId());
            case ProvisionJobCompleted completed -> forget(partition, completed.jobId());
            case ProvisionJobFailed failed -> stop(partition, failed.jobId());
            case ProvisionJobCancelled cancelled -> stop(partition, cancelled.jobId());
            case ProvisionJobRetryRequested _,
                    ProvisionJobPlacementDecided _,
                    ProvisionJobDispatched _,
                    ProvisionJobStageStarted _,
                    ProvisionJobStageCompleted _,
                    ProvisionJobStageFailed _,
                    ProvisionJobCallbackRejected _ -> {}
        }
    }

    /** Whoever ended the attempt, its run has nothing more to say. */
    private void stop(Partition partition, JobId jobId) {
        var job = partition.jobs.find(jobId);
        if (job != null) {
            runs.stop(job);
        }
        forget(partition, jobId);
    }

    /** The job needs no run of ours: it has ended, or nobody took it. */
    private static void forget(Partition partition, JobId jobId) {
        partition.jobs.ended(jobId);
        partition.waiting.remove(jobId);
    }

    private void attempted(Partition partition, ProvisionJobDispatchAttempted attempted, IncomingEvent event) {
        var job = partition.jobs.find(attempted.jobId());
        if (job == null) {
            return;
        }
        if (attempted.transport() != Transport.LOCAL) {
            forget(partition, attempted.jobId());
            return;
        }
        partition.waiting.put(attempted.jobId(), new Start(job, confirmation(attempted, job, event)));
    }

    private static CommandMessage confirmation(
            ProvisionJobDispatchAttempted attempted, LocalJob job, IncomingEvent event) {
        var cause = event.envelope().eventId().toString();
        return new CommandMessage(
                new ConfirmDispatch(attempted.jobId(), attempted.dispatchKey(), Transport.LOCAL, null, job.runId()),
                cause + ":confirm",
                ACTOR,
                cause,
                event.envelope().traceId());
    }

    @Override
    public void read(TopicPartition partition, long position) {
        var known = partitions.get(partition);
        if (known != null && position >= known.end) {
            known.waiting.values().forEach(start -> runs.start(start.job(), start.confirmation()));
            known.waiting.clear();
        }
    }

    @Override
    public long settled(TopicPartition partition, long position) {
        return Objects.requireNonNull(partitions.get(partition)).jobs.settled(position);
    }

    @Override
    public boolean takesMore() {
        return !runs.isFull();
    }

    @Override
    public void drain() throws InterruptedException {
        runs.drain();
        handle(List.of());
    }

    @Override
    public void close() {
        runs.close();
        commands.close();
        reports.close();
    }
}
