package io.prego.edge;

import io.prego.edge.body.BodyMax;
import io.prego.edge.paging.Items;
import io.prego.edge.paging.Page;
import io.prego.edge.position.CommandHeaders;
import io.prego.edge.position.ReadHeaders;
import io.prego.edge.problem.ProblemType;
import io.prego.edge.request.AsOf;
import io.prego.edge.request.Idempotency;
import io.prego.edge.request.IfMatch;
import io.prego.edge.request.ReadRequest;
import io.prego.edge.request.RequestContext;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes of every kind, with no code for what the edge does. */
@RestController
final class SampleEndpoint {

    static final ProblemType SLUG_TAKEN = new ProblemType(409, "slug_taken", "The slug is taken.");

    final CountDownLatch waiting = new CountDownLatch(3);
    final CountDownLatch release = new CountDownLatch(1);

    record Step(String stepName, @Nullable Instant occurredAt) {}

    record Tenant(
            @Size(min = 1, max = 200) String companyName,
            @Nullable Integer seats,
            @Nullable Boolean dedicated,
            @Nullable List<Step> steps) {}

    record Seen(
            String traceId,
            String actor,
            String peer,
            @Nullable Long ifMatch,
            @Nullable String keyTag,
            @Nullable String requestMac,
            @Nullable Long minEventPosition,
            @Nullable String companyName) {

        static Seen of(RequestContext context, @Nullable String companyName) {
            var idempotency = context.idempotency();
            return new Seen(
                    context.traceId(),
                    context.actor(),
                    context.peer(),
                    context.ifMatch() instanceof IfMatch.Version version ? version.streamVersion() : null,
                    idempotency == null ? null : idempotency.keyTag(),
                    idempotency == null ? null : mac(idempotency),
                    context.minEventPosition(),
                    companyName);
        }

        private static String mac(Idempotency idempotency) {
            return HexFormat.of().formatHex(idempotency.requestMac());
        }
    }

    record Job(
            String jobId,
            @Nullable Instant createdAt,
            @Nullable String asOf) {}

    @PostMapping("/v1/tenants")
    ResponseEntity<?> register(@RequestBody Tenant tenant, RequestContext context) {
        return ResponseEntity.accepted()
                .headers(CommandHeaders.at(7)
                        .version(1)
                        .replayed(true)
                        .location("/v1/jobs/job_1")
                        .http())
                .body(Seen.of(context, tenant.companyName()));
    }

    @PostMapping("/v1/limited")
    ResponseEntity<?> limited() {
        return ResponseEntity.noContent().build();
    }

    @PatchMapping("/v1/things/{id}")
    Seen change(@PathVariable String id, RequestContext context) {
        return Seen.of(context, id);
    }

    @GetMapping("/v1/jobs/{id}")
    ResponseEntity<?> job(@PathVariable int id, ReadRequest read) {
        var asOf =
                switch (read.asOf()) {
                    case null -> null;
                    case AsOf.Position at -> "position " + at.position();
                    case AsOf.Moment at -> "instant " + at.instant();
                };
        return ResponseEntity.ok()
                .headers(ReadHeaders.at(9, Duration.ofMillis(12)).version(3).http())
                .body(new Job("job_" + id, Instant.ofEpochSecond(1_795_188_436, 1_999), asOf));
    }

    @GetMapping("/v1/things")
    Items<Integer> things(Page page, @RequestParam(name = "status", required = false) @Nullable String status) {
        var after = page.after() == null ? 0 : Integer.parseInt(page.after());
        var rows =
                IntStream.rangeClosed(after + 1, 5).boxed().limit(page.fetch()).toList();
        return page.items(rows, row -> Integer.toString(row));
    }

    record Filter(
            @BindParam("plan_tier") @Nullable String planTier,
            @BindParam("updated_since") @Nullable Instant updatedSince) {}

    @GetMapping("/v1/filtered")
    Filter filtered(
            @ModelAttribute Filter filter,
            @RequestParam(name = "slug", required = false) @Size(max = 5) @Nullable String slug) {
        return filter;
    }

    @GetMapping("/v1/subdomain/check")
    Filter check(@RequestParam("slug") String slug) {
        return new Filter(slug, null);
    }

    @GetMapping("/internal/others")
    Items<Integer> others(Page page) {
        return page.items(List.of(), row -> Integer.toString(row));
    }

    @PostMapping("/internal/import")
    @BodyMax(16 << 20)
    ResponseEntity<?> load(@RequestBody List<String> words) {
        return ResponseEntity.accepted().body(words.size());
    }

    @GetMapping("/v1/refused")
    ResponseEntity<?> refused() {
        return SLUG_TAKEN
                .because("Another tenant has it.")
                .with("held_since", Instant.EPOCH)
                .toResponse();
    }

    @GetMapping("/v1/fault")
    String fault() {
        throw new IllegalStateException("SELECT secret FROM password");
    }

    @GetMapping("/v1/database/{kind}")
    String database(@PathVariable String kind) throws Exception {
        throw switch (kind) {
            case "pool" -> new SQLTransientConnectionException("HikariPool-1 - Connection is not available");
            case "shutdown" -> new SQLException("terminating connection", "57P01");
            case "spring" -> new DataAccessResourceFailureException("no connection");
            case "wrapped" -> new IllegalStateException(new SQLException("broken pipe", "08006"));
            default -> new SQLException("syntax error at or near \"SELEC\"", "42601");
        };
    }

    @GetMapping("/v1/slow")
    String slow() throws InterruptedException {
        waiting.countDown();
        release.await();
        return "{}";
    }

    @GetMapping("/health/live")
    ResponseEntity<?> live() {
        return ResponseEntity.ok("{}");
    }
}
