package io.prego.benchmark.axon5;

import java.util.List;

/**
 * What is asked of a counter.
 *
 * @param notes one event for each; the first event of a counter makes it
 */
record CounterCommand(String id, List<String> notes) {}
