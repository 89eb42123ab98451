package io.prego.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What somebody sees who starts Prego for the first time and opens it in a browser. */
@Tag("browser")
class FirstLookTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Set<String> OPERABLE = Set.of("link", "button", "textbox", "searchbox");

    @TempDir
    private static Path data;

    private static PregoProcess prego;
    private static Client client;
    private static Chromium chromium;
    private static BrowserPage page;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        prego = PregoProcess.start(data, Map.of("PREGO_DEMO", "on"));
        client = prego.client();
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(prego.log()).doesNotContain("ends early");
            return prego.log().contains("Demo: done");
        });
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.get("/internal/jobs?status=Running")
                        .body()
                        .get("items")
                        .isEmpty());
        page = chromium.page();
    }

    @AfterAll
    static void stop() throws Exception {
        for (var part : new AutoCloseable[] {page, chromium, prego}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @BeforeEach
    void freshTab() {
        if (page.value("location.href").startsWith(prego.url())) {
            page.value("sessionStorage.clear()");
        }
        page.open("about:blank");
        page.size(1200, 900);
        page.prefers("light");
        page.forget();
        page.open(prego.url());
    }

    @Test
    void the_demo_has_filled_an_empty_log_with_companies_of_every_fate() {
        var tenants =
                client.get("/internal/tenants-directory?limit=1000").body().get("items");
        assertThat(texts(tenants, "subdomain_slug"))
                .filteredOn(slug -> !slug.equals("not-markup"))
                .hasSize(200);
        assertThat(texts(tenants, "region")).contains("sg", "us", "eu");
        assertThat(texts(tenants, "plan_tier")).contains("trial", "starter", "business", "enterprise");
        assertThat(texts(tenants, "status")).contains("active", "failed");
        var jobs = client.get("/internal/jobs?limit=1000").body().get("items");
        assertThat(texts(jobs, "failure_stage")).contains("placement", "pulumi", "ansible", "zuplo_sync", "callback");
        assertThat(StreamSupport.stream(jobs.spliterator(), false)
                        .filter(job -> job.get("attempt").asInt() == 2)
                        .map(job -> job.get("status").asString()))
                .contains("Completed", "Failed");
    }

    @Test
    void the_page_says_what_is_in_it_and_what_runs() {
        page.awaitText("#tenants", "active");
        page.awaitText("#jobs", "Completed");
        page.awaitText("#ready", "Everything is up.");
        page.awaitText("#parts", "relay");
        assertThat(Long.parseLong(page.textOf("#events").replace(",", ""))).isGreaterThan(2_000);
    }

    @Test
    void a_key_is_asked_for_once_and_never_stands_in_a_url() throws IOException {
        var key = Files.readString(data.resolve("internal-api-key")).strip();
        var tenant = client.get("/internal/tenants-directory?limit=1")
                .body()
                .get("items")
                .get(0);
        search(tenant.get("subdomain_slug").asString());
        page.awaitText("#said", "needs the internal key");
        assertThat(page.value("document.activeElement.id")).isEqualTo("key");
        page.type("a-wrong-key");
        page.press("Enter");
        page.awaitText("#said", "This key does not fit.");
        page.type(key);
        page.press("Enter");
        page.awaitText("#found", tenant.get("company_name").asString());
        page.awaitText("#found", "tenant.registered");
        page.open(prego.url() + "#" + tenant.get("job_id").asString());
        page.awaitText("#found", "provision_job.requested");
        assertThat(page.requests()).isNotEmpty().noneMatch(asked -> asked.contains(key));
        assertThat(page.value("location.href + document.cookie + JSON.stringify(localStorage)"))
                .doesNotContain(key);
        page.value("document.getElementById('forget').click()");
        assertThat(page.value("sessionStorage.length")).isEqualTo("0");
    }

    @Test
    void the_box_takes_every_kind_of_id() throws IOException {
        unlock();
        var tenant = client.get("/internal/tenants-directory?limit=1")
                .body()
                .get("items")
                .get(0);
        var history = client.get("/internal/tenants/%s/history"
                        .formatted(tenant.get("tenant_id").asString()))
                .body()
                .get("items");
        var event = history.get(0);
        var expected = Map.of(
                tenant.get("tenant_id").asString(), "tenant.registered",
                tenant.get("job_id").asString(), "provision_job.requested",
                event.get("event_id").asString(), "tenant.registered",
                event.get("trace_id").asString(), "tenant.registered",
                event.get("position").asString(), "tenant.registered",
                tenant.get("subdomain_slug").asString(), "tenant.registered",
                tenant.get("canonical_hostname").asString(), "tenant.registered",
                tenant.get("company_name").asString(), "tenant.registered");
        expected.forEach((id, words) -> {
            search("nothing-is-called-so");
            page.awaitText("#said", "There is nothing");
            search(id);
            page.awaitText("#found", words);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenants", "jobs", "failed", "events", "projections"})
    void each_list_behind_the_key_shows_something(String list) throws IOException {
        unlock();
        page.value("document.querySelector('a[href=\"#list:%s\"]').click()".formatted(list));
        page.awaitText("#said", "Found");
        assertThat(page.json("document.querySelectorAll('#found tbody tr').length")
                        .asInt())
                .isPositive();
    }

    @Test
    void what_a_tenant_is_called_never_becomes_markup() throws IOException {
        unlock();
        client.post("/v1/tenants", """
            {"company_name": "<img src=x onerror=document.title='broken'>", "subdomain_slug": "not-markup",
             "region": "eu", "plan_tier": "starter", "owner_email": "x@example.com"}\
            """);
        client.await(
                () -> client.get("/internal/tenants-directory?q=not-markup"),
                answer -> answer.body().get("items").size() == 1);
        search("not-markup");
        page.awaitText("#found", "<img src=x");
        assertThat(page.json("document.querySelectorAll('img').length").asInt()).isZero();
        assertThat(page.value("document.title")).isEqualTo("Prego");
    }

    @Test
    void nothing_is_loaded_from_elsewhere_and_the_browser_has_nothing_to_complain_about() {
        page.awaitText("#parts", "relay");
        assertThat(page.requests())
                .filteredOn(asked -> asked.startsWith("http"))
                .allSatisfy(asked -> assertThat(asked).startsWith(prego.url()));
        assertThat(page.complaints()).isEmpty();
        var policy = client.get("/").header("content-security-policy");
        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe");
    }

    @Test
    void every_control_has_a_name_and_can_be_reached_by_keyboard() {
        page.awaitText("#parts", "relay");
        for (var node : page.accessibilityTree()) {
            if (OPERABLE.contains(node.at("/role/value").asString(""))
                    && !node.path("ignored").asBoolean(false)) {
                assertThat(node.at("/name/value").asString(""))
                        .as(node.toString())
                        .isNotBlank();
            }
        }
        var reached = new ArrayList<String>();
        for (var i = 0; i < 14; i++) {
            page.press("Tab");
            reached.add(page.value("document.activeElement.getAttribute('href') || document.activeElement.id"
                    + " || document.activeElement.innerText"));
        }
        assertThat(reached)
                .containsSubsequence("#main", "wanted", "Find", "/openapi.json", "/metrics", "#list:tenants");
        assertThat(page.value("document.documentElement.lang")).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void text_stands_out_from_what_is_behind_it_and_nothing_is_wider_than_the_window(String scheme) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        page.prefers(scheme);
        unlock();
        var tenant = client.get("/internal/jobs?status=Failed&limit=1")
                .body()
                .get("items")
                .get(0);
        search(tenant.get("job_id").asString());
        page.awaitText("#found", "provision_job.failed");
        for (var width : List.of(360, 1200)) {
            page.size(width, 900);
            assertThat(page.json("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(width);
            page.screenshot(SCREENSHOTS.resolve("%s-%d.png".formatted(scheme, width)));
        }
        assertThat(page.json(Contrast.WEAKEST).asDouble()).isGreaterThanOrEqualTo(4.5);
    }

    private static void unlock() throws IOException {
        var key = Files.readString(data.resolve("internal-api-key")).strip();
        page.value("sessionStorage.setItem('prego-internal-key', '%s')".formatted(key));
        page.open("about:blank");
        page.open(prego.url());
    }

    private static void search(String words) {
        page.value("(document.getElementById('wanted').value = '', document.getElementById('wanted').focus())");
        page.type(words);
        page.press("Enter");
    }

    private static List<String> texts(JsonNode items, String field) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get(field).asString(""))
                .toList();
    }
}
