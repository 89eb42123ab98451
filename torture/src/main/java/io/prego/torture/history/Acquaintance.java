package io.prego.torture.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What clients know in common: tenants that were accepted, the last position, and what they compete for. Thread-safe. */
final class Acquaintance {

    private static final int COMPETED_FOR = 6;

    /** A registration that was answered with 202. */
    record Tenant(String tenantId, String jobId, Call registration, long position) {}

    private final int round;
    private final List<Tenant> tenants = new ArrayList<>();
    private final AtomicLong position = new AtomicLong();
    private final Map<String, AtomicInteger> contests = new ConcurrentHashMap<>();

    Acquaintance(int round) {
        this.round = round;
    }

    synchronized void met(Tenant tenant) {
        tenants.add(tenant);
    }

    synchronized @Nullable Tenant any(Random random) {
        return tenants.isEmpty() ? null : tenants.get(random.nextInt(tenants.size()));
    }

    void saw(@Nullable Long seen) {
        if (seen != null) {
            position.accumulateAndGet(seen, Math::max);
        }
    }

    /** The greatest position that any answer named. */
    long position() {
        return position.get();
    }

    /** A name that several clients ask for at about the same time. */
    String contested(String kind) {
        return named(kind, contests(kind).getAndIncrement() / COMPETED_FOR);
    }

    /** A name that was asked for lately. */
    String lately(String kind) {
        return named(kind, Math.max(0, contests(kind).get() - 1) / COMPETED_FOR);
    }

    private AtomicInteger contests(String kind) {
        return contests.computeIfAbsent(kind, _ -> new AtomicInteger());
    }

    private String named(String kind, int number) {
        return "%s-r%d-%d".formatted(kind, round, number);
    }
}
