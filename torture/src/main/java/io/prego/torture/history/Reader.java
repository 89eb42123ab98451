package io.prego.torture.history;

import java.util.Random;

/** The reads of one client: of now, of a position that it has seen, and as of one. For one thread. */
final class Reader {

    private static final int LIMIT = 200;

    private final Client client;
    private final Acquaintance known;
    private final Random random;

    Reader(Client client, Acquaintance known, Random random) {
        this.client = client;
        this.known = known;
        this.random = random;
    }

    void read() throws InterruptedException {
        var tenant = known.any(random);
        if (tenant == null) {
            return;
        }
        var call = Call.get(
                switch (random.nextInt(8)) {
                    case 0, 1 -> asOf("/v1/jobs/" + tenant.jobId(), "?");
                    case 2, 3 -> asOf("/v1/tenants/" + tenant.tenantId(), "?");
                    case 4 -> asOf("/internal/hostnames/%s.example.com".formatted(known.lately("www")), "?");
                    case 5 -> "/internal/tenants/%s/history?limit=%d".formatted(tenant.tenantId(), LIMIT);
                    case 6 -> asOf("/internal/tenants-directory?limit=%d".formatted(LIMIT), "&");
                    default -> "/internal/events?limit=%d&from=%d".formatted(LIMIT, somewhere());
                });
        var _ = client.once(random.nextBoolean() ? call.atLeast(known.position()) : call);
    }

    /** Half of the reads are of the past; some of these of a round position, so that they come again. */
    private String asOf(String path, String separator) {
        if (random.nextBoolean()) {
            return path;
        }
        var position = random.nextBoolean() ? somewhere() : Math.max(1, somewhere() / 50 * 50);
        return "%s%sas_of=%d".formatted(path, separator, position);
    }

    private long somewhere() {
        return 1 + (long) (random.nextDouble() * Math.max(0, known.position() - 1));
    }
}
