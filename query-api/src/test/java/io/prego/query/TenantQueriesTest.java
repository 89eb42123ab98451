package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.kernel.Region;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("world")
class TenantQueriesTest {

    private final World world = World.get();
    private final Log log = world.log();

    @Test
    void a_tenant_is_answered_without_connector_fields_and_with_its_version() {
        var story = Story.registered(log, "answered").activated().published();
        var answer = world.get("/v1/tenants/" + story.tenant, "X-Min-Event-Position", "" + story.position());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.fieldNames())
                .containsExactly(
                        "tenant_id",
                        "company_name",
                        "subdomain_slug",
                        "canonical_hostname",
                        "status",
                        "region",
                        "plan_tier",
                        "job_id",
                        "created_at",
                        "updated_at",
                        "stream_version");
        assertThat(answer.text("status")).isEqualTo("active");
        assertThat(answer.text("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(Long.parseLong(answer.header("X-Projection-Position"))).isGreaterThanOrEqualTo(story.position());
        assertThat(answer.header("X-Projection-Lag-Ms")).matches("\\d+");
    }

    @Test
    void what_is_in_the_log_is_waited_for_and_never_not_found() {
        var story = Story.registered(log, "waited-for");
        var asked = CompletableFuture.supplyAsync(() -> world.get("/v1/tenants/" + story.tenant));
        story.published();
        var answer = asked.join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("provisioning");
    }

    @Test
    void what_stays_behind_too_long_is_503_with_a_time_to_come_again() {
        var story = Story.registered(log, "behind");
        Stream.of(
                        "/v1/tenants/" + story.tenant,
                        "/v1/jobs/" + story.job,
                        "/internal/tenants/" + story.tenant + "/history",
                        "/internal/events/" + story.last().eventId(),
                        "/internal/tenants-directory",
                        "/internal/jobs",
                        "/internal/events")
                .map(path -> CompletableFuture.supplyAsync(
                        () -> world.get(path, "X-Min-Event-Position", "" + story.position())))
                .toList()
                .forEach(asked -> assertLagging(asked.join()));
        story.published();
    }

    private static void assertLagging(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("projection_lagging");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void what_is_not_in_the_log_is_404_at_once() {
        var begun = System.nanoTime();
        var answer = world.get("/v1/tenants/tnt_0190d5b0a00070008000000000000000");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("not_found");
        assertThat(answer.header("X-Projection-Position")).matches("\\d+");
        assertThat(System.nanoTime() - begun).isLessThan(1_000_000_000L);
    }

    @Test
    void what_is_not_in_the_log_is_404_at_once_whatever_state_is_asked_for() {
        var late = Story.registered(log, "absent-and-behind");
        var early = "?as_of=" + late.events().getFirst().position();
        var unknown = "/v1/tenants/tnt_0190d5b0a00070008000000000000001";
        var begun = System.nanoTime();
        assertThat(world.get(unknown, "X-Min-Event-Position", "" + late.position())
                        .status())
                .isEqualTo(404);
        assertThat(world.get(unknown + "?as_of=" + late.position()).status()).isEqualTo(404);
        assertThat(world.get("/internal/tenants/tnt_0/history?as_of=" + late.position())
                        .status())
                .isEqualTo(404);
        assertThat(world.get("/v1/jobs/" + late.job + early).status()).isEqualTo(404);
        assertThat(System.nanoTime() - begun).isLessThan(1_500_000_000L);
        late.published();
    }

    @Test
    void a_position_above_the_head_cannot_come_by_waiting() {
        var story = Story.registered(log, "above-head").published();
        var begun = System.nanoTime();
        for (var path : List.of(
                "/v1/tenants/" + story.tenant, "/internal/tenants-directory", "/internal/events", "/internal/jobs")) {
            var answer = world.get(path, "X-Min-Event-Position", "99999999");
            assertLagging(answer);
            assertThat(answer.text("detail")).startsWith("The log is at ");
        }
        assertThat(System.nanoTime() - begun).isLessThan(1_900_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tenants/job_1",
                "/v1/tenants/TNT_1",
                "/v1/tenants/tnt_",
                "/v1/tenants/tnt_%27%3B--",
                "/v1/jobs/tnt_1",
                "/v1/jobs/%E2%80%AE",
                "/internal/tenants/x/history",
                "/internal/events/1-1-1-1-1",
                "/internal/events/abc"
            })
    void an_id_that_cannot_exist_is_404(String path) {
        assertThat(world.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tenants/tnt_a%00b",
                "/internal/tenants-directory?q=a%00b",
                "/internal/tenants-directory?q=%20",
                "/internal/tenants-directory?status=gone",
                "/internal/tenants-directory?status=ACTIVE",
                "/internal/tenants-directory?region=mars",
                "/internal/tenants-directory?plan_tier=",
                "/internal/tenants-directory?connector_kind=No%20Kind",
                "/internal/tenants-directory?updated_since=yesterday",
                "/internal/tenants-directory?limit=0",
                "/internal/tenants-directory?limit=1001",
                "/internal/tenants-directory?cursor=abc",
                "/internal/tenants-directory?unknown=1",
                "/internal/tenants-directory?as_of=2999-01-01T00:00:00Z",
                "/internal/tenants-directory?as_of=99999999",
                "/internal/tenants-directory?as_of=-1",
                "/v1/subdomain/check",
                "/v1/subdomain/check?slug=a&slug=b",
                "/v1/subdomain/check?slug=%00"
            })
    void bad_parameters_are_400(String path) {
        var answer = world.get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void the_directory_has_both_connector_keys_and_pages_by_id_without_overlap_or_gap() {
        var stories = IntStream.range(0, 5)
                .mapToObj(i -> Story.registered(log, "paged-" + i, "Paged GmbH " + i, Region.SG))
                .toList();
        stories.forEach(Story::published);
        var position = "" + stories.getLast().position();
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = world.get(
                    "/internal/tenants-directory?q=paged%20gmbh&limit=2" + cursor, "X-Min-Event-Position", position);
            assertThat(page.status()).isEqualTo(200);
            page.json()
                    .path("items")
                    .forEach(item ->
                            assertThat(item.propertyNames()).contains("connector_kind", "connector_credential_ref"));
            seen.addAll(page.items("tenant_id"));
            var next = page.json().path("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        assertThat(seen)
                .containsExactlyElementsOf(stories.stream()
                        .map(story -> story.tenant.value())
                        .sorted()
                        .toList());
    }

    @Test
    void filters_narrow_the_directory() {
        var korean = Story.registered(log, "filter-kr", "주식회사 Filter", Region.SG);
        var other = Story.registered(log, "filter-us", "Filter Inc", Region.US).activated();
        korean.published();
        other.published();
        var position = "" + other.position();
        assertThat(directory("q=" + encoded("주식회사 FILTER"), position)).containsExactly("filter-kr");
        assertThat(directory("q=filter-&region=us", position)).containsExactly("filter-us");
        assertThat(directory("q=filter-&status=active", position)).containsExactly("filter-us");
        assertThat(directory("q=filter-&plan_tier=starter", position)).isEmpty();
        assertThat(directory("q=filter-&connector_kind=frappe", position)).isEmpty();
        var since = other.events().getLast().recordedAt().toString();
        assertThat(directory("q=filter-&updated_since=" + since, position)).containsExactly("filter-us");
    }

    @Test
    void as_of_hides_what_came_later_and_stays_the_same() {
        var story = Story.registered(log, "seen-then");
        story.published();
        var first = story.events().getFirst();
        var before = world.get("/v1/tenants/" + story.tenant + "?as_of=" + (first.position() - 1));
        // Position 0 is no position.
        assertThat(before.status()).isEqualTo(first.position() == 1 ? 400 : 404);
        var then = world.get("/v1/tenants/" + story.tenant + "?as_of=" + first.position());
        assertThat(then.text("status")).isEqualTo("provisioning");
        story.activated().published();
        var now = world.get("/v1/tenants/" + story.tenant, "X-Min-Event-Position", "" + story.position());
        assertThat(now.text("status")).isEqualTo("active");
        var again = world.get("/v1/tenants/" + story.tenant + "?as_of=" + first.position());
        assertThat(again.body()).isEqualTo(then.body());
        var byInstant = world.get("/v1/tenants/" + story.tenant + "?as_of=" + first.recordedAt());
        assertThat(byInstant.body()).isEqualTo(then.body());
        assertThat(directory("q=seen-then&as_of=" + first.position(), "1")).containsExactly("seen-then");
        assertThat(directory("q=seen-then&status=active&as_of=" + first.position(), "1"))
                .isEmpty();
        assertThat(directory("q=seen-then&as_of=2000-01-01T00:00:00Z", "1")).isEmpty();
    }

    @Test
    void a_slug_is_malformed_reserved_taken_or_available() {
        Story.registered(log, "just-taken");
        assertThat(slug("just-taken")).isEqualTo("{\"slug\":\"just-taken\",\"available\":false,\"reason\":\"taken\"}");
        assertThat(slug("admin")).isEqualTo("{\"slug\":\"admin\",\"available\":false,\"reason\":\"reserved\"}");
        assertThat(slug("No")).isEqualTo("{\"slug\":\"No\",\"available\":false,\"reason\":\"malformed\"}");
        assertThat(slug("still-free")).isEqualTo("{\"slug\":\"still-free\",\"available\":true}");
    }

    private String slug(String slug) {
        return world.get("/v1/subdomain/check?slug=" + slug).body();
    }

    private List<String> directory(String query, String position) {
        var answer = world.get("/internal/tenants-directory?" + query, "X-Min-Event-Position", position);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.items("subdomain_slug");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(Objects.requireNonNull(text), StandardCharsets.UTF_8);
    }
}
