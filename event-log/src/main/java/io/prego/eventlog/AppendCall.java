package io.prego.eventlog;

import io.prego.sealing.SubjectKey;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One call of {@code log.append}: a group laid out in parallel arrays, one round trip, one commit. */
final class AppendCall {

    /** Tags of missed events beyond it are not worth their transfer, and must not fill the server's send buffer. */
    static final int MISSED_MAX = 500;

    /** Only what became of it in an earlier group is asked for. */
    private static final int FOLLOWS_NOTHING = -1;

    private static final int SALT_BYTES = 16;
    private static final String SQL = "SELECT * FROM log.append(" + "?,".repeat(38) + "?)";

    private final SecureRandom random = new SecureRandom();

    /**
     * Returns once the group is committed.
     *
     * @param checks positions up to which the node itself has checked, per condition of all members, in their order
     * @throws SQLException also when the group may have been committed nevertheless
     */
    GroupAnswer send(Connection connection, List<Pending> members, long[] checks, long knownHead) throws SQLException {
        try (var statement = connection.prepareStatement(SQL)) {
            var parameters = new Parameters(connection, statement);
            parameters.value(knownHead);
            parameters.value(MISSED_MAX);
            parameters.value(members.stream().anyMatch(Pending::mayBeThere));
            parameters.ints(members, member -> follows(member, members));
            var conditions = conditions(members, checks);
            tagConditions(
                    parameters,
                    conditions.stream().filter(it -> it.query.isByOneTag()).toList());
            otherConditions(
                    parameters,
                    conditions.stream().filter(it -> !it.query.isByOneTag()).toList());
            keys(parameters, members);
            events(parameters, new GroupLayout(members));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return answer(rows);
            }
        }
    }

    private static int follows(Pending member, List<Pending> members) {
        if (member.followsNothing()) {
            return FOLLOWS_NOTHING;
        }
        var followed = member.followed;
        if (followed == null) {
            return 0;
        }
        if (members.get(followed.place - 1) != followed) {
            throw new IllegalStateException("what an append follows is not in its group");
        }
        return followed.place;
    }

    /** @param append 1-based */
    private record Condition(int append, TagQuery query, long after) {}

    private static List<Condition> conditions(List<Pending> members, long[] checks) {
        var conditions = new ArrayList<Condition>(checks.length);
        for (int i = 0; i < members.size(); i++) {
            for (var unless : members.get(i).append.conditions()) {
                conditions.add(new Condition(i + 1, unless.query(), checks[conditions.size()]));
            }
        }
        return conditions;
    }

    private static void tagConditions(Parameters parameters, List<Condition> conditions) throws SQLException {
        parameters.ints(conditions, Condition::append);
        parameters.longs(conditions, Condition::after);
        parameters.texts(conditions, it -> it.query.tags().iterator().next());
    }

    private static void otherConditions(Parameters parameters, List<Condition> conditions) throws SQLException {
        parameters.ints(conditions, Condition::append);
        parameters.longs(conditions, Condition::after);
        parameters.texts(conditions, it -> ArrayLiteral.of(it.query.tags()));
        parameters.texts(conditions, it -> ArrayLiteral.of(it.query.types()));
    }

    /** @param append 1-based */
    private record Key(int append, SubjectKey key) {}

    private static void keys(Parameters parameters, List<Pending> members) throws SQLException {
        var keys = new ArrayList<Key>();
        for (int i = 0; i < members.size(); i++) {
            for (var key : members.get(i).append.newSubjectKeys()) {
                keys.add(new Key(i + 1, key));
            }
        }
        parameters.ints(keys, Key::append);
        parameters.texts(keys, it -> it.key.subject());
        parameters.ints(keys, it -> it.key.generation());
        parameters.bytes(keys, it -> it.key.wrapped());
    }

    /** @param event 1-based */
    private record EventTag(int event, String tag) {}

    private static List<EventTag> tags(List<PlacedEvent> events) {
        var tags = new ArrayList<EventTag>();
        for (var placed : events) {
            for (var tag : placed.event().tags()) {
                tags.add(new EventTag(placed.place(), tag));
            }
        }
        return tags;
    }

    private void events(Parameters parameters, GroupLayout layout) throws SQLException {
        parameters.texts(layout.streams(), GroupLayout.Stream::type);
        parameters.texts(layout.streams(), GroupLayout.Stream::id);
        var events = layout.events();
        var tags = tags(events);
        parameters.ints(tags, EventTag::event);
        parameters.texts(tags, EventTag::tag);
        parameters.ints(events, PlacedEvent::append);
        parameters.ints(events, PlacedEvent::place);
        parameters.ints(events, PlacedEvent::stream);
        parameters.ints(events, PlacedEvent::placeInStream);
        parameters.ints(events, PlacedEvent::index);
        parameters.ints(events, PlacedEvent::size);
        parameters.uuids(events, it -> it.event().eventId());
        parameters.texts(events, it -> it.event().type());
        parameters.ints(events, it -> it.event().schemaId());
        parameters.texts(events, it -> ArrayLiteral.of(it.event().tags()));
        parameters.longs(
                events,
                it -> ChronoUnit.MICROS.between(Instant.EPOCH, it.event().occurredAt()));
        parameters.texts(events, it -> it.event().actor());
        parameters.texts(events, it -> it.event().tenantId());
        parameters.texts(events, it -> it.event().traceId());
        parameters.texts(events, it -> it.event().correlationId());
        parameters.texts(events, it -> it.event().causationId());
        parameters.texts(events, it -> it.event().source());
        parameters.bytes(events, it -> it.event().requestMac());
        var salts = new byte[events.size() * SALT_BYTES];
        random.nextBytes(salts);
        parameters.bytes(
                events, it -> Arrays.copyOfRange(salts, (it.place() - 1) * SALT_BYTES, it.place() * SALT_BYTES));
        parameters.bytes(events, it -> it.event().payload());
    }

    private static GroupAnswer answer(ResultSet rows) throws SQLException {
        return new GroupAnswer(
                rows.getLong("head_before"),
                Instant.EPOCH.plus(rows.getLong("recorded_micros"), ChronoUnit.MICROS),
                longs(rows, "refusals"),
                longs(rows, "stream_versions"),
                rows.getBoolean("missed_complete"),
                texts(rows, "missed_tags"),
                longs(rows, "missed_positions"));
    }

    static Long[] longs(ResultSet rows, String column) throws SQLException {
        var array = rows.getArray(column);
        return array == null ? new Long[0] : (Long[]) array.getArray();
    }

    static String[] texts(ResultSet rows, String column) throws SQLException {
        var array = rows.getArray(column);
        return array == null ? new String[0] : (String[]) array.getArray();
    }
}
