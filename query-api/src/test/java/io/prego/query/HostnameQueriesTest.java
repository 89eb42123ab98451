package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prego.event.Topics;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("world")
class HostnameQueriesTest {

    private static final String PATH = "/internal/hostnames/";

    private final World world = World.get();
    private final Log log = world.log();

    @Test
    void a_canonical_host_name_leads_to_its_tenant_and_its_site_once_there_is_one() {
        var story = Story.registered(log, "host-canonical").published();
        var path = PATH + "host-canonical.prego.example";
        var answer = world.get(path, "X-Min-Event-Position", "" + story.position());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.fieldNames()).containsExactly("hostname", "tenant_id", "site_name", "updated_at");
        assertThat(answer.text("tenant_id")).isEqualTo(story.tenant.value());
        assertThat(answer.json().path("site_name").isNull()).isTrue();
        story.activated().published();
        assertThat(world.get(path, "X-Min-Event-Position", "" + story.position())
                        .text("site_name"))
                .isEqualTo("host-canonical");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xn--bcher-kva.host.example", "B%C3%BCcher.Host.EXAMPLE.", "bu%CC%88cher.host.example"})
    void all_ways_to_write_a_host_name_find_it(String written) {
        var story = Story.registered(log, "host-written-" + Integer.toHexString(written.hashCode()))
                .activated()
                .mapped("xn--bcher-kva.host.example")
                .published();
        var answer = world.get(PATH + written, "X-Min-Event-Position", "" + story.position());
        assertThat(answer.text("tenant_id")).isEqualTo(story.tenant.value());
        assertThat(answer.text("hostname")).isEqualTo("xn--bcher-kva.host.example");
    }

    @Test
    void a_mapping_in_the_log_is_waited_for_and_never_not_found() {
        var story = Story.registered(log, "host-late").activated().mapped("late.host.example");
        var asked = CompletableFuture.supplyAsync(() -> world.get(PATH + "late.host.example"));
        story.published();
        assertThat(asked.join().status()).isEqualTo(200);
    }

    @Test
    void what_leads_nowhere_or_nowhere_any_more_is_404_at_once() {
        Story.registered(log, "host-gone")
                .activated()
                .mapped("gone.host.example")
                .unmapped("gone.host.example")
                .published();
        var behind = Story.registered(log, "host-behind");
        var begun = System.nanoTime();
        assertThat(world.get(PATH + "never.host.example").status()).isEqualTo(404);
        assertThat(world.get(PATH + "not_a_name").status()).isEqualTo(404);
        assertThat(System.nanoTime() - begun).isLessThan(1_500_000_000L);
        behind.published();
        var gone = world.get(PATH + "gone.host.example", "X-Min-Event-Position", "" + behind.position());
        assertThat(gone.status()).isEqualTo(404);
    }

    @Test
    void as_of_each_position_it_leads_where_it_led_then() {
        var first = Story.registered(log, "host-first").activated();
        var before = first.position();
        first.mapped("moved.host.example");
        var mapped = first.position();
        first.unmapped("moved.host.example");
        var freed = first.position();
        var second = Story.registered(log, "host-second").activated().mapped("moved.host.example");
        // As another partition might: what came last is published first.
        second.sent();
        first.published();
        assertThat(holder("moved.host.example", before)).isEqualTo("404");
        assertThat(holder("moved.host.example", mapped)).isEqualTo(first.tenant.value());
        assertThat(holder("moved.host.example", freed)).isEqualTo("404");
        assertThat(holder("moved.host.example", second.position() - 1)).isEqualTo("404");
        assertThat(holder("moved.host.example", second.position())).isEqualTo(second.tenant.value());
    }

    @Test
    void a_version_that_may_yet_be_ended_is_no_answer_before_the_watermark_has_passed() {
        var first = Story.registered(log, "host-open")
                .activated()
                .mapped("open.host.example")
                .published();
        assertThat(holder("open.host.example", first.position())).isEqualTo(first.tenant.value());
        first.unmapped("open.host.example");
        var second = Story.registered(log, "host-after").activated().mapped("open.host.example");
        second.sent();
        await().untilAsserted(
                        () -> assertThat(world.get(PATH + "open.host.example").text("tenant_id"))
                                .isEqualTo(second.tenant.value()));
        var asked = CompletableFuture.supplyAsync(() -> holder("open.host.example", second.position() - 1));
        first.published();
        assertThat(asked.join()).isEqualTo("404");
    }

    @Test
    void a_parked_mapping_is_503_and_says_so() {
        var story = Story.registered(log, "host-parked").activated().mapped("parked.host.example");
        log.publishPoison(Topics.HOSTNAME_MAP, "parked.host.example");
        story.published();
        await().untilAsserted(() -> {
            var answer = world.get(PATH + "parked.host.example");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("X-Projection-Parked")).isEqualTo("undecodable");
        });
    }

    private String holder(String hostname, long asOf) {
        var answer = world.get(PATH + hostname + "?as_of=" + asOf);
        return answer.status() == 200 ? answer.text("tenant_id") : "" + answer.status();
    }
}
