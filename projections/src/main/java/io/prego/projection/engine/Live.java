package io.prego.projection.engine;

import java.sql.SQLException;
import java.time.Duration;

/** The generation that answers, and its way along its inputs. For the owner's thread. */
record Live(Following following, BatchWriting<?> writing, Redriving<?> redriving, Meters meters)
        implements AutoCloseable {

    /** Goes on where the rows end. */
    static Live begin(Means means, Projection<?> projection, OwnerSession session, Meters meters) throws SQLException {
        var following = Following.begin(means, projection, session.offsets(), session.watermark());
        return of(means, following, projection, session, meters);
    }

    /** Goes on with what has taken the place of the generation before. */
    static Live of(Means means, Following following, Projection<?> projection, OwnerSession session, Meters meters)
            throws SQLException {
        try {
            var writing = new BatchWriting<>(projection, session, meters);
            var redriving = new Redriving<>(projection, session, means.kafka(), writing.letters());
            return new Live(following, writing, redriving, meters);
        } catch (SQLException | RuntimeException e) {
            following.close();
            throw e;
        }
    }

    void step(Duration time, Duration heartbeat) throws SQLException {
        following.step(writing, redriving::obey, time);
        redriving.tell();
        meters.parked(writing.letters());
        writing.heartbeatAfter(heartbeat);
    }

    Condition condition() {
        return following.isConnected() ? writing.condition() : Condition.KAFKA_AWAY;
    }

    @Override
    public void close() {
        meters.parked(ParkedLetters.NONE);
        redriving.close();
        following.close();
    }
}
