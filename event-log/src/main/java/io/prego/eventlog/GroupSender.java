package io.prego.eventlog;

import io.prego.event.RecordedEvent;
import io.prego.eventlog.Append.Unless;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends groups to the database on a connection of its own and settles their appends.
 *
 * <p>When the connection breaks with a group on its way, its appends are in doubt and have to be sent again: the
 * database finds by their event ids, under the append lock, which of them it holds already. So neither a lost answer nor
 * a statement of the old session that is still running can bring an event in twice. Not thread-safe.
 */
final class GroupSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupSender.class);

    private final LogConnections connections;
    private final Recollection recollection;
    private final LongConsumer committed;
    private final AppendCall call = new AppendCall();
    private @Nullable Connection connection;
    private boolean unreachable;

    GroupSender(LogConnections connections, Recollection recollection, LongConsumer committed) {
        this.connections = connections;
        this.recollection = recollection;
        this.committed = committed;
    }

    /** False when the server cannot be reached. */
    boolean connect() {
        if (connection != null) {
            return true;
        }
        try {
            connection = connections.openForAppends();
            if (unreachable) {
                LOG.info("the event log can be reached again");
            }
            unreachable = false;
            return true;
        } catch (SQLException e) {
            if (!unreachable) {
                LOG.warn("the event log cannot be reached: {}", e.getMessage());
            }
            unreachable = true;
            return false;
        }
    }

    /**
     * Settles what the database has decided.
     *
     * @return the members that have to be sent again
     */
    List<Pending> send(List<Pending> members) {
        var live = connection;
        if (live == null) {
            return members;
        }
        recollection.appendBegins();
        try {
            var answer = call.send(live, members, checks(members), recollection.head());
            return settle(members, answer, live);
        } catch (SQLException e) {
            return failed(members, e);
        } catch (RuntimeException e) {
            // Perhaps it was our fault with an answer that had come.
            members.forEach(member -> member.inDoubt = true);
            return apart(members, e);
        } finally {
            recollection.appendEnds();
        }
    }

    private long[] checks(List<Pending> members) {
        return members.stream()
                .flatMapToLong(member -> member.append.conditions().stream().mapToLong(unless -> check(member, unless)))
                .toArray();
    }

    private long check(Pending member, Unless unless) {
        // What is in doubt may have been learnt as missed: only the database can judge it.
        var after = member.after(unless);
        return member.inDoubt ? after : recollection.clearTo(unless.query(), after);
    }

    private List<Pending> settle(List<Pending> members, GroupAnswer answer, Connection live) throws SQLException {
        var outcomes = outcomes(members, answer);
        recollection.learn(answer, recorded(members, outcomes), newTags(members, outcomes));
        long last = answer.headBefore() + answer.streamVersions().length;
        if (answer.streamVersions().length > 0) {
            committed.accept(last);
        }
        for (int i = 0; i < members.size(); i++) {
            settle(members.get(i), answer.refusals()[i], outcomes.get(i), live);
        }
        return List.of();
    }

    private static void settle(Pending member, long refusal, @Nullable AppendOutcome outcome, Connection live)
            throws SQLException {
        if (member.inDoubt && refusal == GroupAnswer.FOLLOWS_A_REFUSED_ONE) {
            // The statement that was cut off may still run, and append it with the one that it follows.
            member.fail(new EventLogUnavailable("it is unknown whether the append is in the event log", null));
            return;
        }
        var known = outcome == null && member.inDoubt ? Doubt.resolve(live, member.append) : outcome;
        if (known == null) {
            member.fail(new DuplicateEventId(member.append));
        } else {
            member.complete(known);
        }
    }

    /** One per member; null stands for a duplicate event id. */
    private static List<@Nullable AppendOutcome> outcomes(List<Pending> members, GroupAnswer answer) {
        var outcomes = new ArrayList<@Nullable AppendOutcome>();
        int place = 0;
        for (int i = 0; i < members.size(); i++) {
            long refusal = answer.refusals()[i];
            if (refusal == GroupAnswer.APPENDED) {
                int size = members.get(i).append.events().size();
                outcomes.add(appended(answer, place, size));
                place += size;
            } else if (refusal == GroupAnswer.DUPLICATE_EVENT_ID) {
                outcomes.add(null);
            } else {
                outcomes.add(new AppendOutcome.Conflict(Math.max(0, refusal)));
            }
        }
        return outcomes;
    }

    private static AppendOutcome.Appended appended(GroupAnswer answer, int place, int size) {
        var versions = new long[size];
        for (int i = 0; i < size; i++) {
            versions[i] = answer.streamVersions()[place + i];
        }
        long first = answer.headBefore() + place + 1;
        return new AppendOutcome.Appended(first, first + size - 1, answer.recordedAt(), versions);
    }

    /** Those of which the group was accepted under the condition that it brings the first. */
    private static List<String> newTags(List<Pending> members, List<@Nullable AppendOutcome> outcomes) {
        var tags = new ArrayList<String>();
        for (int i = 0; i < members.size(); i++) {
            if (outcomes.get(i) instanceof AppendOutcome.Appended) {
                var member = members.get(i);
                member.append.conditions().stream()
                        .filter(unless ->
                                member.after(unless) == 0 && unless.query().isByOneTag())
                        .forEach(unless -> tags.addAll(unless.query().tags()));
            }
        }
        return tags;
    }

    private static List<RecordedEvent> recorded(List<Pending> members, List<@Nullable AppendOutcome> outcomes) {
        var recorded = new ArrayList<RecordedEvent>();
        for (int i = 0; i < members.size(); i++) {
            if (outcomes.get(i) instanceof AppendOutcome.Appended appended) {
                var events = members.get(i).append.events();
                for (int index = 0; index < events.size(); index++) {
                    recorded.add(events.get(index)
                            .recorded(
                                    appended.first() + index, appended.streamVersions()[index], appended.recordedAt()));
                }
            }
        }
        return recorded;
    }

    private List<Pending> failed(List<Pending> members, SQLException failure) {
        if (!Failures.isOfTheData(failure)) {
            return inDoubt(members, failure);
        }
        if (!Failures.isDuplicate(failure) || members.stream().anyMatch(Pending::mayBeThere)) {
            return apart(members, failure);
        }
        members.forEach(member -> member.suspect = true);
        return members;
    }

    // The statement failed as a whole and left nothing; which member is at fault shows when each goes alone.
    private static List<Pending> apart(List<Pending> members, Exception failure) {
        if (members.size() > 1) {
            members.forEach(member -> member.alone = true);
            return members;
        }
        members.getFirst().fail(new IllegalStateException("the event log refuses an append: " + failure, failure));
        return List.of();
    }

    private List<Pending> inDoubt(List<Pending> members, SQLException failure) {
        LOG.warn("an append of {} commands is in doubt: {}", members.size(), failure.getMessage());
        members.forEach(member -> member.inDoubt = true);
        close();
        return members;
    }

    @Override
    public void close() {
        var old = connection;
        connection = null;
        if (old != null) {
            try {
                // Not close(): that would talk to a server that may not answer.
                old.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("a broken connection could not be closed", e);
            }
        }
    }
}
