package io.prego.benchmark.debezium;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.ChangeEventFormat;
import io.prego.benchmark.CandidateProcess;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The engine inside a process of its own. Arguments: JDBC URL, bootstrap servers, topic, {@code default} or {@code tuned}.
 * Says READY once its slot is active, and ends with its standard input.
 */
public final class DebeziumProcess {

    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql://([^:]+):(\\d+)/([^?]+)\\?user=([^&]+)&password=(.+)");
    private static final int LOOK_MS = 50;

    private DebeziumProcess() {}

    public static void main(String[] args) throws Exception {
        var engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties(args[0], args[3].equals("tuned")))
                .using((success, message, _) -> ended(success, message))
                .notifying(new Publishing(args[1], args[2]))
                .build();
        try (var threads = Executors.newSingleThreadExecutor()) {
            threads.execute(engine);
            awaitSlot(args[0]);
            CandidateProcess.awaitGo();
            CandidateProcess.end();
        }
    }

    private static void ended(boolean success, String message) {
        if (!success) {
            System.err.println("the engine has ended: " + message);
            Runtime.getRuntime().halt(1);
        }
    }

    private static Properties properties(String jdbcUrl, boolean tuned) {
        var url = URL.matcher(jdbcUrl);
        if (!url.matches()) {
            throw new IllegalArgumentException("no URL of PostgreSQL");
        }
        var properties = new Properties();
        properties.setProperty("name", "benchmark");
        properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        properties.setProperty("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        properties.setProperty("topic.prefix", "benchmark");
        properties.setProperty("database.hostname", url.group(1));
        properties.setProperty("database.port", url.group(2));
        properties.setProperty("database.dbname", url.group(3));
        properties.setProperty("database.user", url.group(4));
        properties.setProperty("database.password", url.group(5));
        properties.setProperty("plugin.name", "pgoutput");
        properties.setProperty("slot.drop.on.stop", "true");
        properties.setProperty("table.include.list", "log.event");
        properties.setProperty("publication.autocreate.mode", "filtered");
        properties.setProperty("snapshot.mode", "no_data");
        if (tuned) {
            // By default the engine looks for changes every 500 ms.
            properties.setProperty("poll.interval.ms", "1");
            properties.setProperty("max.batch.size", "4096");
            properties.setProperty("max.queue.size", "16384");
        }
        return properties;
    }

    private static void awaitSlot(String jdbcUrl) throws SQLException, InterruptedException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.prepareStatement("SELECT 1 FROM pg_replication_slots WHERE active")) {
            while (true) {
                try (var rows = statement.executeQuery()) {
                    if (rows.next()) {
                        return;
                    }
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        }
    }
}
