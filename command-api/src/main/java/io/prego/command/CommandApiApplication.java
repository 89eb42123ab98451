package io.prego.command;

import io.prego.launch.EveryProcess;
import io.prego.launch.SeparateProcess;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Command-api as a process of its own. Any number of them take commands; one of them relays. */
@Configuration(proxyBeanMethods = false)
@Import({EveryProcess.class, CommandApi.class})
public final class CommandApiApplication {

    private static final int PORT = 8081;
    /** Topics get the replication factor that the cluster has as its default. */
    private static final int CLUSTERS_OWN = -1;

    public static void main(String[] arguments) throws InterruptedException {
        new SeparateProcess("command-api", PORT, CommandApiApplication.class)
                .main((_, _) -> Map.of("prego.relay.replication-factor", CLUSTERS_OWN));
    }
}
