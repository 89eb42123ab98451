package io.prego.command.handling;

import io.prego.event.DomainEvent;
import io.prego.eventlog.AppendOutcome.Appended;
import io.prego.kernel.Decision;
import org.jspecify.annotations.Nullable;

/** What the handler of a command found, before it is known whether its facts enter the log. */
sealed interface Handled<R> {

    /** The idempotency key stands in the log already. */
    record KeyUsed<R>() implements Handled<R> {}

    /** Somebody else appended first, or what it took for granted was not appended. */
    record Outrun<R>() implements Handled<R> {}

    /** What was guessed led to no append, which alone would have proved it right, or to one that does not tell all. */
    record Unproved<R>() implements Handled<R> {}

    /** The target is not at the version that the caller saw. */
    record OtherVersion<R>(long streamVersion, long position) implements Handled<R> {}

    /**
     * @param restsOn position of the last event that the decision rests on; 0 for none, or where that is on its way
     * @param targetVersion version of the target before the decision; 0 when it does not exist or is not named, or on its way
     */
    record Decided<R>(Decision<DomainEvent, R> decision, long restsOn, long targetVersion, Receipt receipt)
            implements Handled<R> {}

    /** Filled by the commit: what the log answered, or nothing when nothing was to be appended. */
    final class Receipt {

        private volatile @Nullable Appended appended;

        void fill(@Nullable Appended answer) {
            appended = answer;
        }

        @Nullable
        Appended appended() {
            return appended;
        }
    }
}
