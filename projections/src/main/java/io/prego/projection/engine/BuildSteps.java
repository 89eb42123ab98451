package io.prego.projection.engine;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one build, from where it stands to a second generation that could take the place of the first. Each step
 * can be taken again: what is stored already is not stored twice, an index that is there is not made again. For one
 * thread.
 */
final class BuildSteps {

    private static final Duration STEP = Duration.ofMillis(50);

    private final Means means;
    private final Milestones milestones;
    private final Running running;
    private final BuildSession session;
    private final Projection<?> projection;
    private final Projection<?> second;
    private final SecondGeneration table;
    private final Pace pace;

    BuildSteps(Means means, Milestones milestones, Running running, BuildSession session, Projection<?> projection) {
        this.means = means;
        this.milestones = milestones;
        this.running = running;
        this.session = session;
        this.projection = projection;
        this.second = projection.in(SecondGeneration.SCHEMA);
        this.table = SecondGeneration.of(projection);
        this.pace = new Pace(session.build().records());
    }

    /**
     * Takes all steps that are left.
     *
     * @param first the projection that has made the first generation; null when this code does not know it
     * @param claim goes to whoever makes the switch
     * @return null when the work shall end
     */
    @Nullable
    Successor take(@Nullable Projection<?> first, BuildClaim claim) throws SQLException, InterruptedException {
        var phase = begin();
        if (phase == Phase.FILLING) {
            new Filling(means, second, session, pace, running).fill(session.firstWatermark());
            phase = enter(Phase.INDEXING, Pace.FILLED);
        }
        index();
        if (phase == Phase.INDEXING) {
            phase = enter(Phase.COMPARING, Pace.INDEXED);
        }
        if (phase == Phase.COMPARING) {
            compare((first == null ? projection : first).table());
            enter(Phase.SWITCHING, Pace.COMPARED);
        }
        return running.ended() ? null : successor(claim);
    }

    /** Begins from nothing where nothing is made yet, and where a migration has changed the first table since. */
    private Phase begin() throws SQLException {
        var phase = session.build().phase();
        if (phase != Phase.WAITING && table.isLikeFirst(session.connection())) {
            return phase;
        }
        session.begin(table);
        milestones.reached(session.build(), Phase.FILLING.word());
        return Phase.FILLING;
    }

    private Phase enter(Phase phase, double percent) throws SQLException {
        if (!running.ended()) {
            pace.reach(percent);
            session.report(pace.report());
            session.enter(phase);
            milestones.reached(session.build(), phase.word());
        }
        return phase;
    }

    private void index() throws SQLException {
        var missing = table.missingIndexes(session.connection());
        for (var statement : missing) {
            if (running.ended()) {
                return;
            }
            SecondGeneration.execute(session.connection(), statement);
        }
        if (!missing.isEmpty()) {
            table.analyze(session.connection());
        }
    }

    private void compare(Table<?> first) throws SQLException {
        var position = Math.min(session.watermark(), session.firstWatermark());
        var comparison = new Comparison(session.connection(), first, second.table(), position);
        var rows = Math.max(1, session.estimatedRows(second.table()));
        var after = (String) null;
        do {
            after = comparison.slice(after);
            var part = Math.min(1, (double) comparison.found().compared() / rows);
            pace.reach(Pace.INDEXED + part * (Pace.COMPARED - Pace.INDEXED));
            session.report(comparison.found());
            session.report(pace.report());
        } while (after != null && !running.ended());
    }

    private @Nullable Successor successor(BuildClaim claim) throws SQLException {
        var following = Following.begin(means, second, session.offsets(), session.watermark());
        try {
            var writing = new BatchWriting<>(second, session, pace);
            while (!running.ended()) {
                following.step(writing, STEP);
                writing.heartbeatAfter(means.settings().heartbeat());
                if (pace.watermark() >= session.firstWatermark()) {
                    return new Successor(claim, session, projection, following, writing, pace);
                }
            }
            following.close();
            return null;
        } catch (SQLException | RuntimeException | Error e) {
            following.close();
            throw e;
        }
    }
}
