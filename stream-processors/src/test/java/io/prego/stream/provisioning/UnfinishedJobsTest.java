package io.prego.stream.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.provisioning.ProvisioningEvent.ProvisionJobRequested;
import io.prego.stream.Facts;
import org.junit.jupiter.api.Test;

class UnfinishedJobsTest {

    private static final Facts FIRST = Facts.of("first");
    private static final Facts SECOND = Facts.of("second");

    private final UnfinishedJobs jobs = new UnfinishedJobs();

    @Test
    void without_open_jobs_all_that_was_read_is_settled() {
        assertThat(jobs.settled(42)).isEqualTo(42);
    }

    @Test
    void the_oldest_open_request_holds_the_offset() {
        request(FIRST, 1, 10);
        request(SECOND, 1, 20);
        jobs.ended(SECOND.job());
        assertThat(jobs.settled(42)).isEqualTo(10);
        jobs.ended(FIRST.job());
        assertThat(jobs.settled(42)).isEqualTo(42);
    }

    @Test
    void the_next_attempt_takes_the_place_of_the_one_before() {
        request(FIRST, 1, 10);
        request(FIRST, 2, 30);
        assertThat(jobs.settled(42)).isEqualTo(30);
        assertThat(jobs.find(FIRST.job())).extracting(LocalJob::attempt).isEqualTo(2);
    }

    @Test
    void the_end_of_an_unknown_job_changes_nothing() {
        request(FIRST, 1, 10);
        jobs.ended(SECOND.job());
        assertThat(jobs.settled(42)).isEqualTo(10);
    }

    private void request(Facts facts, int attempt, long offset) {
        jobs.requested((ProvisionJobRequested) facts.requested(attempt), offset);
    }
}
