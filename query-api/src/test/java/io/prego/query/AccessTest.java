package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock("world")
class AccessTest {

    private final World world = World.get();

    @ParameterizedTest
    @CsvSource({
        "/internal/tenants-directory, 401",
        "/internal/jobs, 401",
        "/internal/events, 401",
        "/internal/events/1, 401",
        "/internal/tenants/tnt_1/history, 401",
        "/v1/jobs/job_1, 404",
        "/v1/subdomain/check?slug=acme-one, 200",
        "/subjects, 200"
    })
    void internal_reads_need_the_key_and_others_do_not(String path, int status) {
        assertThat(world.getWithoutKey(path).status()).isEqualTo(status);
    }
}
