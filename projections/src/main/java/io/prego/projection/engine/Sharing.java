package io.prego.projection.engine;

import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the other instances with every heartbeat, and shows itself to them, until it is stopped. */
final class Sharing implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Sharing.class);

    private final ReadStore store;
    private final FairShare share;
    private final Duration heartbeat;
    private final Running running = new Running();

    Sharing(ReadStore store, FairShare share, Duration heartbeat) {
        this.store = store;
        this.share = share;
        this.heartbeat = heartbeat;
    }

    void prepare() {
        running.begin();
    }

    void stop() {
        running.end();
    }

    /** Begins anew, later and later, when the database is away. */
    @Override
    public void run() {
        var backoff = new Backoff();
        while (!running.ended()) {
            try (var presence = Presence.open(store)) {
                while (!running.ended()) {
                    presence.show(share.show());
                    share.see(presence.look(share.names()));
                    backoff.reset();
                    running.pause(heartbeat);
                }
            } catch (SQLException e) {
                share.seeNothing();
                LOG.debug("the other instances are out of sight", e);
                running.pause(backoff.next());
            }
        }
    }
}
