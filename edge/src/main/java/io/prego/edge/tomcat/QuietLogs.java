package io.prego.edge.tomcat;

import java.util.Map;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Silences the two loggers that repeat what a caller sent: Tomcat's parser quotes malformed header lines, keys
 * included, and Spring the path of each request that met no route.
 */
public final class QuietLogs {

    private static final Map<String, LogLevel> LEVELS = Map.of(
            "org.apache.coyote.http11.Http11Processor", LogLevel.WARN,
            "org.springframework.web.servlet.PageNotFound", LogLevel.ERROR);

    private QuietLogs() {}

    public static void apply(LoggingSystem logs) {
        LEVELS.forEach(logs::setLogLevel);
    }
}
