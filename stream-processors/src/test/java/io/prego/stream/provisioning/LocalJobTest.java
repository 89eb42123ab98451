package io.prego.stream.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.provisioning.Stage;
import io.prego.kernel.JobId;
import io.prego.kernel.Slug;
import io.prego.kernel.TenantId;
import org.junit.jupiter.api.Test;

class LocalJobTest {

    @Test
    void a_slug_that_begins_with_fail_and_a_stage_fails_there() {
        assertThat(job("fail-zuplo-sync-a").failsAt()).isEqualTo(Stage.ZUPLO_SYNC);
        assertThat(job("fail-dns-a").failsAt()).isEqualTo(Stage.DNS);
    }

    @Test
    void a_slug_without_more_after_the_stage_or_with_the_words_elsewhere_does_not() {
        assertThat(job("fail-dns").failsAt()).isNull();
        assertThat(job("fail-zuplo-a").failsAt()).isNull();
        assertThat(job("a-fail-dns-a").failsAt()).isNull();
    }

    @Test
    void a_slug_that_asks_to_fail_once_fails_in_the_first_attempt_alone() {
        assertThat(job("fail-ansible-once-a", 1).failsAt()).isEqualTo(Stage.ANSIBLE);
        assertThat(job("fail-ansible-once-a", 2).failsAt()).isNull();
        assertThat(job("fail-ansible-a", 2).failsAt()).isEqualTo(Stage.ANSIBLE);
    }

    @Test
    void its_two_addresses_differ_and_are_the_same_each_time() {
        var servers = job("acme").servers();
        assertThat(servers).isEqualTo(job("acme").servers());
        assertThat(servers.get("server_ip")).isNotEqualTo(servers.get("db_server_ip"));
    }

    private static LocalJob job(String slug) {
        return job(slug, 1);
    }

    private static LocalJob job(String slug, int attempt) {
        return new LocalJob(new JobId("job_1"), new TenantId("tnt_1"), new Slug(slug), attempt);
    }
}
