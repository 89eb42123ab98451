package io.prego.launch;

import io.prego.sealing.MasterKey;
import io.prego.sealing.MasterKeyMark;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;

/**
 * Whether this process holds the master key that the database was sealed with. Until command-api has left its mark there
 * is nothing to compare with; once they agree, nobody asks again.
 */
final class MasterKeyHealth implements HealthIndicator {

    private static final int CONNECT_WITHIN_S = 1;
    private static final int ANSWER_WITHIN_S = 2;

    /** A start looks at its health many times a second, and each question takes a session of the database. */
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofMillis(500);

    private final MasterKey master;
    private final DataSource database;
    private final Duration askedAgainAfter;
    private @Nullable Health last;
    private long askedAt;

    private MasterKeyHealth(MasterKey master, DataSource database, Duration askedAgainAfter) {
        this.master = master;
        this.database = database;
        this.askedAgainAfter = askedAgainAfter;
    }

    /** @throws IllegalStateException when the mark is there already and of another key */
    static MasterKeyHealth of(MasterKey master, String databaseUrl) {
        return of(master, databaseUrl, ASKED_AGAIN_AFTER);
    }

    static MasterKeyHealth of(MasterKey master, String databaseUrl, Duration askedAgainAfter) {
        var database = new PGSimpleDataSource();
        database.setUrl(databaseUrl);
        database.setConnectTimeout(CONNECT_WITHIN_S);
        database.setLoginTimeout(CONNECT_WITHIN_S);
        database.setSocketTimeout(ANSWER_WITHIN_S);
        var health = new MasterKeyHealth(master, database, askedAgainAfter);
        health.refuseAnother();
        return health;
    }

    private void refuseAnother() {
        try {
            if (MasterKeyMark.compare(master, database) == MasterKeyMark.Answer.ANOTHER) {
                throw new IllegalStateException(MasterKeyMark.REFUSAL);
            }
        } catch (DataAccessException _) {
            // The database may come later than this process; until it has been asked, health says so.
        }
    }

    @Override
    public synchronized Health health() {
        if (last == null || (!isUp(last) && System.nanoTime() - askedAt > askedAgainAfter.toNanos())) {
            last = asked();
            askedAt = System.nanoTime();
        }
        return last;
    }

    private static boolean isUp(Health health) {
        return health.getStatus().equals(Status.UP);
    }

    private Health asked() {
        try {
            return switch (MasterKeyMark.compare(master, database)) {
                case SAME -> up();
                case ANOTHER -> down(MasterKeyMark.REFUSAL);
                case NOT_YET -> down("waits for command-api to make the event log");
            };
        } catch (DataAccessException e) {
            return down(
                    "the database cannot be asked: " + e.getMostSpecificCause().getMessage());
        }
    }

    private static Health up() {
        return Health.up()
                .withDetail("reason", "the one that this database was sealed with")
                .build();
    }

    private static Health down(String reason) {
        return Health.down().withDetail("reason", reason).build();
    }
}
