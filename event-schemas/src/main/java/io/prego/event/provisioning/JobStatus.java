package io.prego.event.provisioning;

/** The word that the outside hears of a job: {@code Pending} and so on. */
public enum JobStatus {
    PENDING,
    DISPATCHED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** The word as the outside writes it, such as {@code Pending}. */
    public String word() {
        return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
