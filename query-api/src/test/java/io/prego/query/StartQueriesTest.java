package io.prego.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("world")
class StartQueriesTest {

    private static final Pattern FILES = Pattern.compile("\"(?:/start/|\\./)([a-z]+\\.[a-z]+)\"");

    private final World world = World.get();

    @Test
    void the_page_may_load_nothing_from_elsewhere_and_is_sent_again_only_when_it_changed() {
        var page = world.getWithoutKey("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'none'")
                .doesNotContain("unsafe", "http");
        assertThat(world.get("/", "If-None-Match", page.header("ETag")).status())
                .isEqualTo(304);
    }

    @Test
    void every_file_that_the_page_names_is_there() {
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(List.of("index.html"));
        while (!open.isEmpty()) {
            var file = open.pop();
            var answer = world.getWithoutKey("/start/" + file);
            assertThat(answer.status()).as(file).isEqualTo(200);
            var named = FILES.matcher(answer.body());
            while (named.find()) {
                if (seen.add(named.group(1))) {
                    open.add(named.group(1));
                }
            }
        }
        assertThat(seen).contains("page.css", "page.js", "find.js", "icon.svg");
    }

    @Test
    void a_file_that_is_not_of_the_page_is_404() {
        for (var file : new String[] {"package.json", "..%2fopenapi.json", "QueryApi.class"}) {
            assertThat(world.getWithoutKey("/start/" + file).status()).as(file).isIn(400, 404);
        }
    }

    @Test
    void strangers_are_told_how_much_happened_and_not_how_many_customers_there_are() {
        var answer = world.getWithoutKey("/overview");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.fieldNames()).containsExactly("events", "lag_ms", "tenants", "jobs");
        assertThat(answer.json().path("events").asLong()).isPositive();
        assertThat(answer.json().path("tenants").isNull()).isTrue();
        assertThat(answer.json().path("jobs").isNull()).isTrue();
    }

    @Test
    void holders_of_the_key_are_told_the_counts_of_every_status() {
        Story.registered(world.log(), "counted").activated().published();
        var head = world.log().head();
        await().until(() -> world.get("/overview").json().path("events").asLong() >= head
                && world.get("/overview").json().path("lag_ms").asLong() == 0);
        var counts = world.get("/overview").json();
        assertThat(counts.path("tenants").path("active").asLong()).isPositive();
        assertThat(counts.path("jobs").path("Completed").asLong()).isPositive();
        assertThat(counts.path("jobs").path("Cancelled").isNumber()).isTrue();
    }
}
