package io.prego.torture.fault;

import io.prego.torture.history.Answer;
import io.prego.torture.history.Call;
import io.prego.torture.history.Client;
import io.prego.torture.platform.Patience;
import io.prego.torture.platform.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures how soon the whole way works again: commands enough to reach every partition, followed to where they are read. */
public final class Probe {

    private static final int COMMANDS = 16;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Client client;
    private final Observer observer;
    private int count;

    public Probe(Client client, Observer observer) {
        this.client = client;
        this.observer = observer;
    }

    /** Returns once the whole way has worked: only what was at work can come back to it. */
    public void warmUp() throws InterruptedException, IOException {
        var _ = after(Role.COMMAND_API, System.nanoTime());
    }

    /** @param since nanoTime of the kill */
    Recovery after(Role killed, long since) throws IOException, InterruptedException {
        var position = registered();
        var commands = elapsed(since);
        var published = Patience.await(LIMIT, () -> observer.published() >= position);
        var relay = published ? elapsed(since) : LIMIT;
        var projections = read("/internal/events?limit=1&from=%d".formatted(position), position, since);
        var directory = read("/internal/tenants-directory?limit=1", position, since);
        var jobs = read("/internal/jobs?limit=1", position, since);
        return new Recovery(killed, commands, relay, projections, directory.compareTo(jobs) > 0 ? directory : jobs);
    }

    private Duration read(String path, long position, long since) throws InterruptedException {
        var answer = client.persist(Call.get(path).atLeast(position), LIMIT);
        return answer == null ? LIMIT : elapsed(since);
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private long registered() throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<Long>>();
            for (var i = 0; i < COMMANDS; i++) {
                asked.add(threads.submit(register()));
            }
            var last = 0L;
            for (var position : asked) {
                last = Math.max(last, position.get());
            }
            return last;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Callable<Long> register() {
        var key = "probe-key-" + count++;
        var call = Call.post("/v1/tenants", """
                {"company_name": "Company of %s", "subdomain_slug": "%s", "region": "eu", "plan_tier": "starter", \
                "owner_email": "%s@planted.example"}""".formatted(key, key, key)).under(key);
        return () -> {
            Answer answer = client.persist(call, LIMIT);
            var position = answer == null ? null : answer.position();
            return position == null ? 0L : position;
        };
    }
}
