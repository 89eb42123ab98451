package io.prego.query.reading;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The WHERE clause of a list: only the filters that a caller gave, so that the plan fits them. For one thread. */
public final class Conditions {

    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> values = new HashMap<>();

    /** @param condition that always holds for a row of this list */
    public Conditions(String condition) {
        sql.append(condition);
    }

    /** A clause with the parameter {@code :name}; left out when the value is null. */
    public Conditions and(String clause, String name, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(clause);
            values.put(name, value);
        }
        return this;
    }

    /** {@code column = :column}; left out when the value is null. */
    public Conditions equal(String column, @Nullable Object value) {
        return and(column + " = :" + column, column, value);
    }

    /** A parameter that the first condition may name. */
    public Conditions with(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    /**
     * The statement of the list.
     *
     * @param before what stands before WHERE
     * @param after what follows the conditions
     */
    public JdbcClient.StatementSpec select(JdbcClient database, String before, String after) {
        return database.sql(before + " WHERE " + sql + " " + after).params(values);
    }
}
