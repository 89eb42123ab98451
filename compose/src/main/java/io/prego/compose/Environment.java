package io.prego.compose;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a start, from environment variables; every one is described in the README.
 *
 * @param serverPort 0 to 65535; 0 takes a free one
 * @param dataDir holds the key files and the data of embedded parts
 * @param kafkaPort of the embedded broker
 * @param postgresPort of the embedded database
 * @param kafka bootstrap servers of a given cluster; null: the embedded broker
 * @param database a given PostgreSQL as a JDBC URL; null: the embedded one
 * @param internalKey null: made at the first start and kept in the data folder
 * @param masterKeyFile the key of all sealing; null: made at the first start and kept in the data folder
 * @param stageMs how long the local pipeline stays in each stage, in milliseconds, 0 to 600,000
 */
record Environment(
        int serverPort,
        Path dataDir,
        int kafkaPort,
        int postgresPort,
        @Nullable String kafka,
        @Nullable String database,
        @Nullable String internalKey,
        @Nullable Path masterKeyFile,
        boolean production,
        Pipeline pipeline,
        int stageMs) {

    private static final int PORT_MAX = 65_535;
    private static final int STAGE_MAX = 600_000;

    /** Who runs the stages of a job: the runner in this process, or one outside. */
    enum Pipeline {
        LOCAL,
        EXTERNAL
    }

    /**
     * Reads the variables; {@link IllegalArgumentException} names the variable, what it takes and what it got.
     *
     * @param variables value by name, null when unset
     */
    static Environment read(Function<String, @Nullable String> variables) {
        var text = new Variables(variables);
        var production = text.oneOf("PREGO_ENV", "development", "development", "production")
                .equals("production");
        var environment = new Environment(
                text.number("SERVER_PORT", 8080, 0, PORT_MAX),
                Path.of(text.orElse("PREGO_DATA_DIR", ".prego-data"))
                        .toAbsolutePath()
                        .normalize(),
                text.number("PREGO_KAFKA_PORT", 19092, 0, PORT_MAX),
                text.number("PREGO_POSTGRES_PORT", 15432, 0, PORT_MAX),
                text.find("KAFKA_BOOTSTRAP_SERVERS"),
                jdbc(text.find("DATABASE_URL")),
                text.find("INTERNAL_API_KEY"),
                path(text.find("PREGO_MASTER_KEY_FILE")),
                production,
                pipeline(text, production),
                text.number("PREGO_PIPELINE_STAGE_MS", 300, 0, STAGE_MAX));
        if (production) {
            Production.check(environment, text);
        }
        return environment;
    }

    private static Pipeline pipeline(Variables text, boolean production) {
        var otherwise = production ? "external" : "local";
        return text.oneOf("PREGO_PIPELINE", otherwise, "local", "external").equals("local")
                ? Pipeline.LOCAL
                : Pipeline.EXTERNAL;
    }

    private static @Nullable Path path(@Nullable String path) {
        return path == null ? null : Path.of(path);
    }

    private static @Nullable String jdbc(@Nullable String url) {
        return url == null ? null : DatabaseUrl.toJdbc(url);
    }
}
