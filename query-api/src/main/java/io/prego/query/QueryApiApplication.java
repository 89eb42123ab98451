package io.prego.query;

import io.prego.launch.EveryProcess;
import io.prego.launch.SeparateProcess;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Query-api as a process of its own. Any number of them answer reads; a cursor of one is good at every other. */
@Configuration(proxyBeanMethods = false)
@Import({EveryProcess.class, QueryApi.class})
public final class QueryApiApplication {

    private static final int PORT = 8084;

    public static void main(String[] arguments) throws InterruptedException {
        new SeparateProcess("query-api", PORT, QueryApiApplication.class)
                .main((_, surroundings) -> Map.of("prego.start.public-counts", !surroundings.production()));
    }
}
