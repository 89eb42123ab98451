package io.prego.compose;

/** The last lines of a start: what to open, and where things are. */
final class Welcome {

    private Welcome() {}

    static void print(Environment environment, DataFolder folder, int port) {
        var key = environment.internalKey() == null ? folder.internalKeyFile().toString() : "INTERNAL_API_KEY";
        System.out.println("""

            Prego is ready.
              Open           http://127.0.0.1:%d/openapi.json   (health: /health/ready, metrics: /metrics)
              Internal key   %s
              Data           %s
              Broker         %s
            Ctrl-C drains and stops everything.\
            """.formatted(port, key, folder.path(), broker(environment)));
    }

    private static String broker(Environment environment) {
        return environment.kafka() == null ? "127.0.0.1:" + environment.kafkaPort() : environment.kafka();
    }
}
