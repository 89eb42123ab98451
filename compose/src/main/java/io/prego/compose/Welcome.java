package io.prego.compose;

/** The last lines of a start: what to open, and where things are. */
final class Welcome {

    private Welcome() {}

    static void print(Environment environment, Running running, boolean ready) {
        var folder = new DataFolder(environment.common().dataDir());
        var key = environment.common().internalKey() == null
                ? folder.internalKeyFile().toString()
                : "as INTERNAL_API_KEY says";
        System.out.println("""

            Prego is %s.
              Open           http://127.0.0.1:%d/   (health: /health/ready, metrics: /metrics)
              Internal key   %s
              Data           %s
              Broker         %s
            Ctrl-C drains and stops everything.\
            """.formatted(
                        ready ? "ready" : "up, but not ready: /health/ready says what it waits for",
                        running.application().port(),
                        key,
                        folder.path(),
                        running.parts().kafka()));
    }
}
