package io.prego.torture.check;

import io.prego.torture.history.Client;
import io.prego.torture.history.Exchange;
import io.prego.torture.history.History;
import io.prego.torture.platform.Platform;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** All invariants at once, of a platform that is calm: whole, with nothing on its way. */
public final class Checker {

    private Checker() {}

    /**
     * What was found.
     *
     * @param log as it was checked
     */
    public record Findings(Log log, List<Violation> violations) {}

    /** The log by itself, as it is now. */
    public static List<Violation> ofLog(Connection database) throws SQLException {
        var log = Log.read(database);
        var found = new ArrayList<>(LogCheck.of(log, database));
        found.addAll(Replay.of(log).found());
        return found;
    }

    /** The event topics beside the log. */
    public static List<Violation> ofTopics(Log log, String bootstrapServers) {
        return TopicCheck.of(log, bootstrapServers);
    }

    /** The rows of the read models beside a replay; they must have followed to the head. */
    public static List<Violation> ofRows(Connection database) throws SQLException {
        return RowCheck.of(Replay.of(Log.read(database)), database);
    }

    /** What must hold at any moment. */
    public static List<Violation> ofPromises(Connection database) throws SQLException {
        return PromiseCheck.of(database);
    }

    /** @param seed of what is read again */
    public static Findings check(Platform platform, History history, long seed)
            throws SQLException, InterruptedException {
        var state = checkState(platform);
        var log = state.log();
        var replay = Replay.of(log);
        var found = new ArrayList<>(state.violations());
        new PastReads(new Client("checker", platform, history), new Random(seed))
                .make(replay, log.head(), history.all());
        found.addAll(ofHeard(log, replay, history.all()));
        return new Findings(log, found);
    }

    /** What clients have heard, beside the log. */
    static List<Violation> ofHeard(Log log, Replay replay, List<Exchange> exchanges) {
        var found = new ArrayList<>(CommandCheck.of(log, exchanges));
        found.addAll(ReadCheck.of(log, replay, exchanges));
        return found;
    }

    /** The same but for what clients have heard. */
    public static Findings checkState(Platform platform) throws SQLException {
        var found = new ArrayList<Violation>();
        try (var database = platform.database().connect()) {
            var log = Log.read(database);
            var replay = Replay.of(log);
            found.addAll(LogCheck.of(log, database));
            found.addAll(replay.found());
            found.addAll(RowCheck.of(replay, database));
            found.addAll(TopicCheck.of(log, platform.broker().bootstrapServers()));
            found.addAll(FeedCheck.of(replay, platform.broker().bootstrapServers()));
            return new Findings(log, found);
        }
    }
}
