package io.prego.benchmark.run;

import io.prego.benchmark.Measurements;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** What all benchmarks through HTTP tell. */
final class HttpColumns {

    private HttpColumns() {}

    /** @param more before what was lost */
    static List<Column> with(Column... more) {
        var first = Stream.of(
                Column.spread("requests/s", "accepted_per_s"),
                Column.spread("p50, ms", "p50_ms"),
                Column.spread("p99, ms", "p99_ms"),
                Column.spread("max, ms", "max_ms"));
        var last = Stream.of(
                Column.median("cores: server", "jvm_cores"),
                Column.median("PostgreSQL", "database_cores"),
                Column.median("clients", "client_cores"),
                Column.sum("failed or refused", "not_accepted"),
                Column.sum("lost or wrong", "lost"));
        return Stream.of(first, Stream.of(more), last)
                .flatMap(columns -> columns)
                .toList();
    }

    static Measurements notAccepted(Measurements measured) {
        return measured.with("not_accepted", measured.get("failed") + measured.get("refused"));
    }

    static List<String> settings(Platform platform) throws IOException, SQLException {
        return List.of(
                "JVM of the server, broker included: `%s`; of the clients: `%s`"
                        .formatted(String.join(" ", Platform.jvmArguments()), String.join(" ", Clients.JVM_ARGUMENTS)),
                platform.settings());
    }
}
