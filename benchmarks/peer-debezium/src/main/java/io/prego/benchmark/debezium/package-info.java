/** Debezium beside the relay: from the database's write-ahead log to the same topic, in transactions too. */
@NullMarked
package io.prego.benchmark.debezium;

import org.jspecify.annotations.NullMarked;
