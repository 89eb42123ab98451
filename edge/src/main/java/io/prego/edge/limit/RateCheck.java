package io.prego.edge.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.prego.edge.access.Peers;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.route.Route;
import io.prego.edge.route.RouteCheck;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.method.HandlerMethod;

/**
 * Refuses calls beyond a route's rate, counted per peer on this node. It remembers at most 100,000 peers; whoever is
 * forgotten starts with a full allowance. Safe for use by many threads.
 */
public final class RateCheck implements RouteCheck {

    private static final int PEERS_MAX = 100_000;
    private static final Duration REFILL = Duration.ofMinutes(1);

    private record Usage(Route route, String peer) {}

    private final Map<Route, Integer> callsPerMinute;
    private final Peers peers;
    private final Cache<Usage, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(PEERS_MAX)
            .expireAfterAccess(REFILL.multipliedBy(2))
            .build();

    public RateCheck(Collection<RateLimit> limits, Peers peers) {
        this.callsPerMinute =
                limits.stream().collect(Collectors.toUnmodifiableMap(RateCheck::route, RateLimit::callsPerMinute));
        this.peers = peers;
    }

    @Override
    public void check(HttpServletRequest request, HandlerMethod endpoint) {
        var route = Route.of(request);
        var calls = callsPerMinute.get(route);
        if (calls == null) {
            return;
        }
        var bucket = buckets.get(new Usage(route, peers.of(request)), fresh(calls));
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw EdgeProblems.RATE_LIMITED
                    .because("At most %d calls a minute are answered here.".formatted(calls))
                    .retryAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()))
                    .toException();
        }
    }

    private static Route route(RateLimit limit) {
        return new Route(limit.method(), limit.pattern());
    }

    private static Function<Usage, Bucket> fresh(int calls) {
        return _ -> Bucket.builder()
                .addLimit(limit -> limit.capacity(calls).refillGreedy(calls, REFILL))
                .build();
    }
}
