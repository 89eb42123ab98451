package io.prego.compose;

import io.prego.command.CommandApi;
import io.prego.launch.Application;
import io.prego.launch.EveryProcess;
import io.prego.launch.Launch;
import io.prego.projection.Projections;
import io.prego.query.QueryApi;
import io.prego.stream.StreamProcessors;
import java.io.IOException;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All of Prego in one process, on embedded parts or on given ones. */
@Configuration(proxyBeanMethods = false)
@Import({EveryProcess.class, CommandApi.class, StreamProcessors.class, Projections.class, QueryApi.class})
public final class Prego {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    public static void main(String[] arguments) throws InterruptedException {
        Launch.orRefuse(() -> {
            var environment = Environment.read(System::getenv);
            var running = start(environment);
            var ready = running.application().awaitReadiness(READY_WITHIN);
            Welcome.print(environment, running, ready);
            if (ready && environment.demo()) {
                FirstStart.playDemo(running.application());
            }
        });
    }

    /** Starts everything; the stop of the process stops it all, children included. */
    static Running start(Environment environment) throws IOException, InterruptedException {
        var folder = DataFolder.open(environment.common().dataDir());
        var parts = Parts.start(environment, folder);
        try {
            var running = new Running(application(environment, folder, parts), parts);
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
            return running;
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static Application application(Environment environment, DataFolder folder, Parts parts) throws IOException {
        var given = environment.common();
        var key = given.internalKey() == null ? folder.internalKey() : given.internalKey();
        var master = folder.masterKey(given.masterKeyFile());
        return Application.start(Prego.class, Wiring.properties(environment, parts, key), master);
    }
}
