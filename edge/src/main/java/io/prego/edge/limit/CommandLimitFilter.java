package io.prego.edge.limit;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bounds the commands that are worked on at once to about as many as are answered in time: the bound grows by one with each
 * that is, and shrinks by a tenth with each that is not. So an overload is refused at once, and does not make everybody wait.
 * It stands behind the body, since a slow sender says nothing about this node.
 */
public final class CommandLimitFilter extends HttpFilter {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Duration IN_TIME = Duration.ofMillis(75);

    /** So many at once are worked on whatever time they take, for each core. */
    private static final int LEAST_PER_CORE = 32;

    private final transient Limiter<Void> limiter;

    /** @param most that are ever worked on at once */
    public CommandLimitFilter(int most) {
        this(
                Math.min(most, LEAST_PER_CORE * Runtime.getRuntime().availableProcessors()),
                most,
                IN_TIME,
                System::nanoTime);
    }

    CommandLimitFilter(int least, int most, Duration inTime, LongSupplier nanos) {
        var bound = AIMDLimit.newBuilder()
                .initialLimit(least)
                .minLimit(least)
                .maxLimit(most)
                .timeout(inTime.toNanos(), TimeUnit.NANOSECONDS)
                .build();
        this.limiter = SimpleLimiter.newBuilder().limit(bound).nanoClock(nanos).build();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (READS.contains(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        var place = limiter.acquire(null);
        if (place.isEmpty()) {
            var problem = EdgeProblems.OVERLOADED
                    .because("More commands are under way than are answered in time; nothing was done.")
                    .retryAfter(Duration.ofSeconds(1));
            ProblemWriter.write(request, response, problem);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            place.get().onSuccess();
        }
    }
}
