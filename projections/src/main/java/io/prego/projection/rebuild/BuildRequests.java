package io.prego.projection.rebuild;

import io.prego.edge.request.Idempotency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes requests for builds in {@code read.projection_build}, where whoever owns the projection finds them. */
final class BuildRequests {

    private final OperatorDatabase database;

    BuildRequests(OperatorDatabase database) {
        this.database = database;
    }

    /** What became of a request. */
    sealed interface Asked {

        record Taken(String buildId) implements Asked {}

        /** The same request was taken before, under the same key. */
        record Repeated(String buildId) implements Asked {}

        /** The key was used for another request. */
        record KeyReused() implements Asked {}

        /** A build of that projection has not ended. */
        record Running(String buildId) implements Asked {}
    }

    Asked ask(String projection, @Nullable Idempotency idempotency) {
        var client = database.client();
        // A build may end between the refused insert and the look at what refused it: then there is room for this one.
        while (true) {
            var earlier = idempotency == null ? null : earlier(client, idempotency);
            if (earlier != null) {
                return earlier;
            }
            var taken = insert(client, projection, idempotency);
            if (taken.isPresent()) {
                return new Asked.Taken(taken.get());
            }
            var running = running(client, projection);
            if (running.isPresent()) {
                return new Asked.Running(running.get());
            }
        }
    }

    private static @Nullable Asked earlier(JdbcClient client, Idempotency idempotency) {
        return client.sql("SELECT build_id, request_mac FROM read.projection_build WHERE key_tag = ?")
                .param(idempotency.keyTag())
                .query((row, _) -> idempotency.isSameRequest(row.getBytes(2))
                        ? new Asked.Repeated(row.getString(1))
                        : new Asked.KeyReused())
                .optional()
                .orElse(null);
    }

    private static Optional<String> insert(JdbcClient client, String projection, @Nullable Idempotency idempotency) {
        return client.sql("""
            INSERT INTO read.projection_build (build_id, name, cause, key_tag, request_mac)
            VALUES ('build_' || replace(uuidv7()::text, '-', ''), :name, 'asked', :key_tag, :request_mac)
            ON CONFLICT DO NOTHING
            RETURNING build_id
            """)
                .param("name", projection)
                .param("key_tag", idempotency == null ? null : idempotency.keyTag())
                .param("request_mac", idempotency == null ? null : idempotency.requestMac())
                .query(String.class)
                .optional();
    }

    private static Optional<String> running(JdbcClient client, String projection) {
        return client.sql("SELECT build_id FROM read.projection_build WHERE name = ? AND ended_at IS NULL")
                .param(projection)
                .query(String.class)
                .optional();
    }
}
