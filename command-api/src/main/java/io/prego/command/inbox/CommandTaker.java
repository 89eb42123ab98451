package io.prego.command.inbox;

import io.prego.event.command.CommandMessage;

/** Does the commands of one capability. A command may come twice, and the second time must change nothing. */
@FunctionalInterface
public interface CommandTaker {

    /**
     * Returns once it is known what becomes of the command. When the log is out of reach or full its exceptions may pass,
     * and the command is tried again; with any other exception it goes to the dead letters.
     */
    Taken take(CommandMessage message);

    /** What became of a command. */
    sealed interface Taken {

        /** It holds, or a rule said no and a repeat would hear the same. */
        record Settled() implements Taken {}

        /** It may succeed when it is tried again. */
        record NotYet(String reason) implements Taken {}

        /** It can never be done as it stands. */
        record Impossible(String reason) implements Taken {}
    }
}
