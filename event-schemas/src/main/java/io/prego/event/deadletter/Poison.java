package io.prego.event.deadletter;

/**
 * Why a record could not be processed.
 *
 * @param error the class that was thrown, without its package
 * @param reason in words, without content of the record
 */
public record Poison(PoisonCause cause, String error, String reason) {

    private static final int REASON_CHARACTERS_MAX = 1_000;

    public Poison {
        reason = reason.substring(0, Math.min(reason.length(), REASON_CHARACTERS_MAX));
    }

    /** What may be told of an exception: its message only when that is {@link ContentFree}, else where it came from. */
    public static Poison of(PoisonCause cause, Throwable thrown) {
        return new Poison(cause, thrown.getClass().getSimpleName(), reason(thrown));
    }

    private static String reason(Throwable thrown) {
        if (thrown instanceof ContentFree) {
            return String.valueOf(thrown.getMessage());
        }
        for (var frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith("io.prego.")) {
                var name = frame.getClassName();
                return "thrown in %s.%s, line %d"
                        .formatted(
                                name.substring(name.lastIndexOf('.') + 1),
                                frame.getMethodName(),
                                frame.getLineNumber());
            }
        }
        return "thrown outside of Prego's own code";
    }
}
