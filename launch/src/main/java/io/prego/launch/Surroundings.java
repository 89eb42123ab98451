package io.prego.launch;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What every process is told by environment variables; each is described in the README.
 *
 * @param serverPort 0 to 65535; 0 takes a free one
 * @param dataDir what a process keeps from one start to the next
 * @param kafka bootstrap servers of a given cluster; null when none is given
 * @param database a given PostgreSQL as a JDBC URL; null when none is given
 * @param internalKey the Bearer key of {@code /internal/*}; null when none is given
 * @param masterKeyFile the key of all sealing; null when none is given
 */
public record Surroundings(
        int serverPort,
        Path dataDir,
        @Nullable String kafka,
        @Nullable String database,
        @Nullable String internalKey,
        @Nullable Path masterKeyFile,
        boolean production) {

    public static final int PORT_MAX = 65_535;

    /**
     * Reads the variables; {@link IllegalArgumentException} names the variable, what it takes and what it got. Production
     * refuses what belongs to development.
     *
     * @param portDefault where the process listens unless it is told
     */
    public static Surroundings read(Variables variables, int portDefault) {
        var surroundings = new Surroundings(
                variables.number("SERVER_PORT", portDefault, 0, PORT_MAX),
                Path.of(variables.orElse("PREGO_DATA_DIR", ".prego-data"))
                        .toAbsolutePath()
                        .normalize(),
                variables.find("KAFKA_BOOTSTRAP_SERVERS"),
                jdbc(variables.find("DATABASE_URL")),
                variables.find("INTERNAL_API_KEY"),
                path(variables.find("PREGO_MASTER_KEY_FILE")),
                variables
                        .oneOf("PREGO_ENV", "development", "development", "production")
                        .equals("production"));
        if (surroundings.production()) {
            Production.check(surroundings, variables);
        }
        return surroundings;
    }

    private static @Nullable Path path(@Nullable String path) {
        return path == null ? null : Path.of(path);
    }

    private static @Nullable String jdbc(@Nullable String url) {
        return url == null ? null : DatabaseUrl.toJdbc(url);
    }
}
