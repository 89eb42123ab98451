package io.prego.projection.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;

/** A database with the table of notes, loops that fill it, and what stands in it. */
final class Stage implements AutoCloseable {

    static final Duration OWNER_TIMEOUT = Duration.ofMillis(400);
    static final Duration LAG_MAX = Duration.ofSeconds(10);

    static {
        // A thread that a test kills must not fail what another test waits for.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private final Feed feed;
    private final ReadStore store;
    private final HikariDataSource administrator;
    private final List<Runnable> endings = new ArrayList<>();

    /** @param jdbcUrl of a database that {@link ReadModels} has migrated */
    Stage(String jdbcUrl, Feed feed) {
        this.feed = feed;
        this.store = new ReadStore(jdbcUrl, OWNER_TIMEOUT);
        this.administrator = administrator(jdbcUrl);
        execute(Note.CREATE_TABLE);
    }

    // Tests look into the database every tenth of a second; a session of its own for each look costs more than the
    // look.
    private static HikariDataSource administrator(String jdbcUrl) {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    ProjectionLoop start(Projection<Note> projection) {
        return start(projection, 2000);
    }

    ProjectionLoop start(Projection<Note> projection, int batchRowsMax) {
        return start(projection, batchRowsMax, LAG_MAX);
    }

    /** Runs a loop until {@link #stop} or an {@link Error} ends its thread. */
    ProjectionLoop start(Projection<Note> projection, int batchRowsMax, Duration lagMax) {
        return start(new Versions(List.of(projection)), batchRowsMax, lagMax, (_, _) -> {});
    }

    ProjectionLoop start(Versions versions, int batchRowsMax, Duration lagMax, Milestones milestones) {
        var progress = new Progress(feed.kafka(), feed.progress());
        var settings = new ProjectionSettings(OWNER_TIMEOUT, Duration.ofMillis(50), batchRowsMax, lagMax);
        var share = new FairShare(Set.of(versions.name()), System::nanoTime, OWNER_TIMEOUT);
        var sharing = new Sharing(store, share, settings.heartbeat());
        var means = new Means(store, feed.kafka(), progress, share, settings);
        var loop = new ProjectionLoop(versions, means, new SimpleMeterRegistry(), milestones);
        var follower = Thread.ofPlatform().daemon().start(progress);
        var looker = Thread.ofPlatform().daemon().start(sharing);
        var runner = Thread.ofPlatform()
                .daemon()
                .uncaughtExceptionHandler((_, _) -> {})
                .start(loop);
        endings.add(() -> {
            loop.stop();
            progress.stop();
            sharing.stop();
            join(runner);
            join(follower);
            join(looker);
        });
        return loop;
    }

    void stop() {
        endings.forEach(Runnable::run);
        endings.clear();
    }

    static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows as {@code id from-to words}, by position. */
    List<String> rows() {
        return query("SELECT id || ' ' || valid_from || '-' || coalesce(valid_to::text, '') || ' ' || words"
                + " FROM read.note ORDER BY valid_from, id");
    }

    long watermark() {
        return query("SELECT watermark FROM read.projection WHERE name = 'note'").stream()
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /** Asks for a build as an operator does. */
    void ask() {
        execute("INSERT INTO read.projection_build (build_id, name, cause)"
                + " VALUES (gen_random_uuid()::text, 'note', 'asked')");
    }

    long openBuilds() {
        return Long.parseLong(query("SELECT count(*) FROM read.projection_build WHERE ended_at IS NULL")
                .getFirst());
    }

    /** How the last build ended, in words. */
    String lastBuild() {
        return query("SELECT outcome || ', ' || rows_compared || ' compared, ' || rows_changed || ' changed, '"
                        + " || rows_missing || ' missing, ' || rows_added || ' added'"
                        + " FROM read.projection_build ORDER BY ended_at DESC LIMIT 1")
                .getFirst();
    }

    /** The first column of each row as text. */
    List<String> query(String sql) {
        try (var connection = administrator.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (var connection = administrator.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        administrator.close();
    }
}
