package io.prego.eventlog;

import io.prego.event.EventRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The SQL that sources by tags: the head and the matching events in one statement, so of one moment. */
final class SourceQuery {

    private final StringBuilder matching = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private SourceQuery(List<TagQuery> queries, long after) {
        for (var query : queries) {
            matching.append(matching.isEmpty() ? "" : " UNION ");
            if (query.tags().isEmpty()) {
                matching.append("SELECT e.position FROM log.event e WHERE e.position > ?");
                parameters.add(after);
            } else {
                tagged(List.copyOf(query.tags()), after);
            }
            if (!query.types().isEmpty()) {
                matching.append(" AND e.type = ANY (?)");
                parameters.add(query.types().toArray(String[]::new));
            }
        }
    }

    static PreparedStatement prepare(Connection connection, List<TagQuery> queries, long after) throws SQLException {
        var query = new SourceQuery(queries, after);
        var statement = connection.prepareStatement("""
            SELECT h.head, e.*
            FROM (SELECT coalesce(max(position), 0) AS head FROM log.event) h
            LEFT JOIN (
                SELECT %s FROM (%s) m JOIN log.event e ON e.position = m.position
            ) e ON true
            ORDER BY e.position
            """.formatted(EventRow.COLUMNS, query.matching));
        query.bind(connection, statement);
        return statement;
    }

    // Tags beyond the first are joins on the primary key, and so is the type.
    private void tagged(List<String> tags, long after) {
        matching.append("SELECT t.position FROM log.event_tag t JOIN log.event e ON e.position = t.position");
        for (int i = 1; i < tags.size(); i++) {
            matching.append(" JOIN log.event_tag t%d ON t%<d.position = t.position AND t%<d.tag = ?".formatted(i));
            parameters.add(tags.get(i));
        }
        matching.append(" WHERE t.tag = ? AND t.position > ?");
        parameters.add(tags.getFirst());
        parameters.add(after);
    }

    private void bind(Connection connection, PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else {
                statement.setObject(i + 1, parameters.get(i));
            }
        }
    }
}
