package io.prego.benchmark.pekko;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What is asked of a counter.
 *
 * @param notes one event for each; the first event of a counter makes it
 * @param answerTo is told the new value after the commit
 */
record CounterCommand(String id, List<String> notes, ActorRef<Long> answerTo) {}
