package io.prego.command.relay;

/** Is told of each step before the next begins; what it throws strikes the relay there. */
interface RelayObserver {

    RelayObserver NONE = _ -> {};

    void passed(RelayStep step);
}
