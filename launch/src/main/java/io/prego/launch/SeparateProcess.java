package io.prego.launch;

import io.prego.sealing.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One module as a process of its own, on a given Kafka and a given PostgreSQL.
 *
 * @param name of the module
 * @param portDefault where it listens unless {@code SERVER_PORT} says otherwise
 * @param application imports {@link EveryProcess} and the module
 */
public record SeparateProcess(String name, int portDefault, Class<?> application) {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    /** What one module needs beyond what every process is told. */
    @FunctionalInterface
    public interface Wiring {
        /** The properties of the module; {@link IllegalArgumentException} says which variable is missing or wrong. */
        Map<String, Object> properties(Variables variables, Surroundings surroundings);
    }

    /** The main method of a module that needs nothing beyond what every process is told. */
    public void main() throws InterruptedException {
        main((_, _) -> Map.of());
    }

    public void main(Wiring wiring) throws InterruptedException {
        Launch.orRefuse(() -> {
            var running = start(new Variables(System::getenv), wiring);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
            var port = running.port();
            System.out.println("Prego %s listens on port %d.".formatted(name, port));
            System.out.println("Prego %s is %s."
                    .formatted(
                            name,
                            running.awaitReadiness(READY_WITHIN)
                                    ? "ready"
                                    : "up, but not ready: /health/ready says what it waits for"));
        });
    }

    Application start(Variables variables, Wiring wiring) throws IOException {
        var surroundings = Surroundings.read(variables, portDefault);
        var properties = properties(surroundings);
        var master = masterKey(surroundings.masterKeyFile());
        properties.putAll(wiring.properties(variables, surroundings));
        return Application.start(application, properties, master);
    }

    /** What the embedded parts or the first start would otherwise bring must be given: it is the same for all. */
    private HashMap<String, Object> properties(Surroundings surroundings) {
        var properties = new HashMap<String, Object>();
        properties.put("spring.application.name", "prego-" + name);
        properties.put("server.port", surroundings.serverPort());
        properties.put("prego.kafka.bootstrap-servers", given("KAFKA_BOOTSTRAP_SERVERS", surroundings.kafka()));
        properties.put("prego.database.url", given("DATABASE_URL", surroundings.database()));
        properties.put("prego.internal-key", given("INTERNAL_API_KEY", surroundings.internalKey()));
        return properties;
    }

    private static MasterKey masterKey(@Nullable Path file) throws IOException {
        var given = given("PREGO_MASTER_KEY_FILE", file);
        if (!Files.exists(given)) {
            throw new IllegalArgumentException("PREGO_MASTER_KEY_FILE: there is no file " + given);
        }
        return MasterKey.load(given);
    }

    private static <T> T given(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must be set, and be the same for all processes");
        }
        return value;
    }
}
