package io.prego.benchmark.axon4;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What is asked of a counter. */
final class CounterCommands {

    private CounterCommands() {}

    record Create(@TargetAggregateIdentifier String id, String note) {}

    /** One event for each note. */
    record Change(@TargetAggregateIdentifier String id, List<String> notes) {}
}
