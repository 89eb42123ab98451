package io.prego.projection;

import io.prego.launch.EveryProcess;
import io.prego.launch.SeparateProcess;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Projections as a process of their own. Of several processes one owns each projection and the others stand by. */
@Configuration(proxyBeanMethods = false)
@Import({EveryProcess.class, Projections.class})
public final class ProjectionsApplication {

    private static final int PORT = 8083;

    public static void main(String[] arguments) throws InterruptedException {
        new SeparateProcess("projections", PORT, ProjectionsApplication.class).main();
    }
}
