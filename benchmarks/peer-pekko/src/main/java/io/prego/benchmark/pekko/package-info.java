/** Apache Pekko Persistence: one actor per counter, events in its JDBC journal. */
@NullMarked
package io.prego.benchmark.pekko;

import org.jspecify.annotations.NullMarked;
