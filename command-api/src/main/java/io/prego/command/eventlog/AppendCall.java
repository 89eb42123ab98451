package io.prego.command.eventlog;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call of {@code log.append}: a group laid out in parallel arrays, one round trip, one commit. */
final class AppendCall {

    /** Tags of missed events beyond it are not worth their transfer, and must not fill the server's send buffer. */
    static final int MISSED_MAX = 500;

    private static final int SALT_BYTES = 16;
    private static final String SQL = "SELECT * FROM log.append(" + "?,".repeat(29) + "?)";

    private final SecureRandom random = new SecureRandom();

    /**
     * Returns once the group is committed.
     *
     * @param checks positions up to which the node itself has checked, per condition of all members, in their order
     * @throws SQLException also when the group may have been committed nevertheless
     */
    GroupAnswer send(Connection connection, List<Pending> members, List<Long> checks, long knownHead)
            throws SQLException {
        try (var statement = connection.prepareStatement(SQL)) {
            var parameters = new Parameters(connection, statement);
            parameters.value(knownHead);
            parameters.value(MISSED_MAX);
            parameters.value(members.size());
            queries(parameters, members, checks);
            keys(parameters, members);
            places(parameters, members);
            events(
                    parameters,
                    members.stream()
                            .flatMap(member -> member.append.events().stream())
                            .toList());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return answer(rows);
            }
        }
    }

    private static void queries(Parameters parameters, List<Pending> members, List<Long> checks) throws SQLException {
        var owners = new ArrayList<Integer>();
        var queries = new ArrayList<TagQuery>();
        for (int i = 0; i < members.size(); i++) {
            for (var query : members.get(i).append.condition()) {
                owners.add(i + 1);
                queries.add(query);
            }
        }
        parameters.array("int4", owners.toArray());
        parameters.array("int8", checks.toArray());
        parameters.array("text", queries, query -> ArrayLiteral.of(query.tags()));
        parameters.array("text", queries, query -> ArrayLiteral.of(query.types()));
    }

    private static void keys(Parameters parameters, List<Pending> members) throws SQLException {
        var owners = new ArrayList<Integer>();
        for (int i = 0; i < members.size(); i++) {
            for (var _ : members.get(i).append.newSubjectKeys()) {
                owners.add(i + 1);
            }
        }
        var keys = members.stream()
                .flatMap(member -> member.append.newSubjectKeys().stream())
                .toList();
        parameters.array("int4", owners.toArray());
        parameters.array("text", keys, key -> key.subject());
        parameters.array("int4", keys, key -> key.generation());
        parameters.bytes(keys, key -> key.wrapped());
    }

    private static void places(Parameters parameters, List<Pending> members) throws SQLException {
        var owners = new ArrayList<Integer>();
        var indexes = new ArrayList<Integer>();
        var sizes = new ArrayList<Integer>();
        for (int i = 0; i < members.size(); i++) {
            int size = members.get(i).append.events().size();
            for (int index = 0; index < size; index++) {
                owners.add(i + 1);
                indexes.add(index);
                sizes.add(size);
            }
        }
        parameters.array("int4", owners.toArray());
        parameters.array("int4", indexes.toArray());
        parameters.array("int4", sizes.toArray());
    }

    private void events(Parameters parameters, List<NewEvent> events) throws SQLException {
        parameters.array("uuid", events, NewEvent::eventId);
        parameters.array("text", events, NewEvent::type);
        parameters.array("int4", events, NewEvent::schemaId);
        parameters.array("text", events, NewEvent::streamType);
        parameters.array("text", events, NewEvent::streamId);
        parameters.array("text", events, event -> ArrayLiteral.of(event.tags()));
        parameters.array("int8", events, event -> ChronoUnit.MICROS.between(Instant.EPOCH, event.occurredAt()));
        parameters.array("text", events, NewEvent::actor);
        parameters.array("text", events, NewEvent::tenantId);
        parameters.array("text", events, NewEvent::traceId);
        parameters.array("text", events, NewEvent::correlationId);
        parameters.array("text", events, NewEvent::causationId);
        parameters.array("text", events, NewEvent::source);
        parameters.bytes(events, NewEvent::requestMac);
        parameters.bytes(events, _ -> salt());
        parameters.bytes(events, NewEvent::payload);
    }

    private byte[] salt() {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
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

    /** Binds parameters from left to right. */
    private static final class Parameters {

        private final Connection connection;
        private final PreparedStatement statement;
        private int next = 1;

        Parameters(Connection connection, PreparedStatement statement) {
            this.connection = connection;
            this.statement = statement;
        }

        void value(long number) throws SQLException {
            statement.setLong(next++, number);
        }

        void value(int number) throws SQLException {
            statement.setInt(next++, number);
        }

        void array(String type, @Nullable Object[] elements) throws SQLException {
            statement.setArray(next++, connection.createArrayOf(type, elements));
        }

        <T> void array(String type, List<T> source, Function<T, ? extends @Nullable Object> element)
                throws SQLException {
            var elements = new @Nullable Object[source.size()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = element.apply(source.get(i));
            }
            array(type, elements);
        }

        <T> void bytes(List<T> source, Function<T, byte @Nullable []> element) throws SQLException {
            byte[] @Nullable [] elements = new byte[source.size()][];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = element.apply(source.get(i));
            }
            array("bytea", elements);
        }
    }
}
