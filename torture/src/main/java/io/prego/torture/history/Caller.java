package io.prego.torture.history;

import io.prego.torture.history.Acquaintance.Tenant;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client at work: registers tenants, maps host names, decides about jobs, repeats itself, and reads. For one thread. */
final class Caller implements Runnable {

    private static final Duration PERSISTS = Duration.ofSeconds(90);
    private static final int READS_OF_TEN = 4;

    private final String name;
    private final Client client;
    private final Acquaintance known;
    private final Random random;
    private final Reader reader;
    private final Duration thinks;
    private volatile boolean stopping;
    private int counted;

    /** @param thinks between two requests, at most */
    Caller(String name, Client client, Acquaintance known, Random random, Duration thinks) {
        this.name = name;
        this.client = client;
        this.known = known;
        this.random = random;
        this.reader = new Reader(client, known, random);
        this.thinks = thinks;
    }

    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                if (random.nextInt(10) < READS_OF_TEN) {
                    reader.read();
                } else {
                    write();
                }
                TimeUnit.MILLISECONDS.sleep(random.nextLong(thinks.toMillis()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() throws InterruptedException {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> register(slug(), false);
            case 3 -> register(slug(), true);
            case 4 -> register(known.contested("contested"), false);
            case 5 -> register("fail-pulumi-once-" + slug(), false);
            case 6 -> registerTwiceAtOnce();
            case 7 -> repeat();
            case 8, 9 -> mapHostname();
            case 10 -> decideAboutJob();
            default -> contradict();
        }
    }

    private String slug() {
        return "%s-%d".formatted(name, counted++);
    }

    private void register(String slug, boolean givesUp) throws InterruptedException {
        var call = registration(slug);
        accepted(call, givesUp ? client.once(call) : client.persist(call, PERSISTS));
    }

    private Call registration(String slug) {
        var key = "%s-key-%d".formatted(name, counted++);
        return Call.post("/v1/tenants", """
                {"company_name": "Company of %s", "subdomain_slug": "%s", "region": "eu", "plan_tier": "trial", \
                "owner_email": "%s@planted.example"}""".formatted(key, slug, key)).under(key);
    }

    private void accepted(Call call, @Nullable Answer answer) {
        if (answer != null && answer.status() == 202) {
            var position = answer.position();
            known.saw(position);
            known.met(
                    new Tenant(answer.text("tenant_id"), answer.text("job_id"), call, position == null ? 0 : position));
        }
    }

    /** Two of one key side by side, most likely at two nodes. */
    private void registerTwiceAtOnce() throws InterruptedException {
        var call = registration(slug());
        var twin = Thread.ofVirtual().start(() -> {
            try {
                var _ = client.persist(call, PERSISTS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        accepted(call, client.persist(call, PERSISTS));
        twin.join();
    }

    /** What was accepted long ago, once more; at times with another body under the same key. */
    private void repeat() throws InterruptedException {
        var tenant = known.any(random);
        if (tenant == null) {
            return;
        }
        var call = tenant.registration();
        var body = String.valueOf(call.body());
        if (random.nextInt(3) == 0) {
            body = body.replace("\"eu\"", "\"us\"");
        }
        var _ = client.once(new Call(call.method(), call.path(), call.headers(), body));
    }

    private void mapHostname() throws InterruptedException {
        var tenant = known.any(random);
        if (tenant != null) {
            var hostname = known.contested("www") + ".example.com";
            var method = random.nextInt(4) == 0 ? "DELETE" : "PUT";
            var answer = client.persist(
                    Call.of(method, "/internal/tenants/%s/hostnames/%s".formatted(tenant.tenantId(), hostname)),
                    PERSISTS);
            known.saw(answer == null ? null : answer.position());
        }
    }

    private void decideAboutJob() throws InterruptedException {
        var tenant = known.any(random);
        if (tenant != null) {
            var key = "%s-key-%d".formatted(name, counted++);
            var what = random.nextInt(4) == 0 ? "cancel" : "retry";
            var call = Call.post(
                            "/internal/jobs/%s/%s".formatted(tenant.jobId(), what),
                            "{\"by\": \"operator:%s\"}".formatted(key))
                    .under(key);
            var answer = client.persist(call, PERSISTS);
            known.saw(answer == null ? null : answer.position());
        }
    }

    /** A callback against what the pipeline says, which is refused and recorded, or wins. */
    private void contradict() throws InterruptedException {
        var tenant = known.any(random);
        if (tenant != null) {
            var key = "%s-key-%d".formatted(name, counted++);
            var call = Call.post("/internal/provision-complete", """
                    {"job_id": "%s", "tenant_id": "%s", "status": "Failed", "failure_stage": "ansible", \
                    "failure_reason": "%s"}""".formatted(tenant.jobId(), tenant.tenantId(), key))
                    .under(key);
            var answer = client.persist(call, PERSISTS);
            known.saw(answer == null ? null : answer.position());
        }
    }
}
