package io.prego.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a statement from left to right; a list becomes one array of what is taken from each element. */
final class Parameters {

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

    void value(boolean flag) throws SQLException {
        statement.setBoolean(next++, flag);
    }

    <T> void ints(List<T> source, ToIntFunction<T> element) throws SQLException {
        var elements = new int[source.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element.applyAsInt(source.get(i));
        }
        array(elements);
    }

    <T> void longs(List<T> source, ToLongFunction<T> element) throws SQLException {
        var elements = new long[source.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element.applyAsLong(source.get(i));
        }
        array(elements);
    }

    <T> void texts(List<T> source, Function<T, ? extends @Nullable String> element) throws SQLException {
        @Nullable String[] elements = new @Nullable String[source.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element.apply(source.get(i));
        }
        array(elements);
    }

    <T> void bytes(List<T> source, Function<T, byte @Nullable []> element) throws SQLException {
        byte[] @Nullable [] elements = new byte[source.size()][];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element.apply(source.get(i));
        }
        array(elements);
    }

    <T> void uuids(List<T> source, Function<T, UUID> element) throws SQLException {
        var elements = new UUID[source.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element.apply(source.get(i));
        }
        statement.setArray(next++, connection.createArrayOf("uuid", elements));
    }

    /** Of a kind that the driver sends in binary form, which neither side has to parse. */
    private void array(Object elements) throws SQLException {
        statement.setObject(next++, elements);
    }
}
