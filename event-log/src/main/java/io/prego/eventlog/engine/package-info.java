/** The event log as the storage engine of Axon Framework. */
@NullMarked
package io.prego.eventlog.engine;

import org.jspecify.annotations.NullMarked;
