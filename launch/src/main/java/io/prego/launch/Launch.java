package io.prego.launch;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;

/** The main method of any process of Prego: whoever starts it can mend what one sentence says. */
public final class Launch {

    private static final int BROKEN_PART = 1;
    private static final int BAD_SETTING = 2;

    /** As {@code sysexits.h} says it: to be started again. */
    private static final int TEMPORARY_FAILURE = 75;

    private Launch() {}

    /** What a start does; it returns once the process is at work. */
    @FunctionalInterface
    public interface Start {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Starts, or ends the process with one sentence instead of a stack trace: exit value 2 for a bad setting, 1 for a part
     * that does not work. Later it ends as by a kill, with 75, when the clock is set back by more than a few seconds: whoever
     * watches over it starts it again, and until then another instance has its work.
     */
    public static void orRefuse(Start start) throws InterruptedException {
        // Parts may start before the application: until it configures the log, nothing is worth a line.
        LoggingSystem.get(Launch.class.getClassLoader()).beforeInitialize();
        ClockWatch.start(Launch::giveUp);
        try {
            start.run();
        } catch (IllegalArgumentException e) {
            refuse(BAD_SETTING, e.getMessage());
        } catch (IOException e) {
            refuse(BROKEN_PART, e.getMessage());
        } catch (RuntimeException e) {
            refuse(BROKEN_PART, reason(e));
        }
    }

    /** What an operator can act upon: the innermost cause may say no more than that a connection was refused. */
    static @Nullable String reason(Throwable failure) {
        for (var it = failure; it != null; it = it.getCause()) {
            if (it instanceof PortInUseException port) {
                return "SERVER_PORT=%d is in use".formatted(port.getPort());
            }
            if (it instanceof SQLException database) {
                return "PostgreSQL: " + database.getMessage();
            }
        }
        return NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
    }

    // The log may not be heard yet.
    private static void giveUp() {
        System.err.println("Prego ends: the clock was set back");
        Runtime.getRuntime().halt(TEMPORARY_FAILURE);
    }

    private static void refuse(int exitValue, @Nullable String reason) {
        System.err.println("Prego does not start: " + reason);
        System.exit(exitValue);
    }
}
