package io.prego.edge.limit;

/**
 * How often one peer may call one route.
 *
 * @param method upper case
 * @param pattern the path as the endpoint declares it
 * @param callsPerMinute 1 to 1,000,000; all of them may come at once
 */
public record RateLimit(String method, String pattern, int callsPerMinute) {

    private static final int CALLS_MAX = 1_000_000;

    public RateLimit {
        if (callsPerMinute < 1 || callsPerMinute > CALLS_MAX) {
            throw new IllegalArgumentException("the rate of %s %s must be 1..%d calls per minute, got %d"
                    .formatted(method, pattern, CALLS_MAX, callsPerMinute));
        }
    }
}
