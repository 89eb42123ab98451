package io.prego.command.relay;

/** The log and what stands in Kafka contradict each other. Going on would publish a second history: people must decide. */
final class HistoryMismatch extends RuntimeException {

    private static final long serialVersionUID = 1;

    HistoryMismatch(String message) {
        super(message);
    }
}
