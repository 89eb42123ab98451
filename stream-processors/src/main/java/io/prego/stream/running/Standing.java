package io.prego.stream.running;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/** How a piece of work stands, in words for an operator. Thread-safe: one writes, others read. */
public final class Standing {

    private record Now(boolean well, String words) {}

    private volatile Now now = new Now(false, "not started");
    private volatile @Nullable String lastError;

    public void well(String words) {
        now = new Now(true, words);
    }

    public void unwell(String words) {
        now = new Now(false, words);
    }

    /** Remembers a failure; it stays in sight after recovery, as the last error. */
    public void failed(Throwable failure) {
        lastError = describe(failure);
        unwell("failed, will try again");
    }

    /**
     * @param kafkaAway for how long Kafka has not answered; then nothing is well. Null while it answers
     * @param details to be told as well
     */
    Health health(@Nullable Duration kafkaAway, Map<String, Object> details) {
        var current = now;
        if (current.well() && kafkaAway != null) {
            current = new Now(false, "Kafka has not answered for %d s".formatted(kafkaAway.toSeconds()));
        }
        var builder = (current.well() ? Health.up() : Health.down())
                .withDetail("state", current.words())
                .withDetails(details);
        var error = lastError;
        return (error == null ? builder : builder.withDetail("last_error", error)).build();
    }

    /** The innermost cause says what is wrong; what is wrapped around it says only who noticed. */
    static String describe(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause.getMessage();
        var name = cause.getClass().getSimpleName();
        return message == null ? name : name + ": " + message;
    }
}
