package io.prego.command.relay;

/** What the relay of this node is doing. */
sealed interface RelayState {

    /** Not started, or stopped. */
    record Stopped() implements RelayState {}

    /** Another node relays; this one takes over when that one falls silent. */
    record StandingBy() implements RelayState {}

    /** This node has the lock and finds out where to go on. */
    record TakingOver() implements RelayState {}

    record Relaying() implements RelayState {}

    /** Tried again by itself. */
    record Failing(String reason) implements RelayState {}

    /** Tried again by itself, though it will hardly help: people must decide. */
    record Refusing(String reason) implements RelayState {}
}
