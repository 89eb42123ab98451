/** Derives: state feeds from the event topics, and what the system does by itself when something has happened. */
@NullMarked
package io.prego.stream;

import org.jspecify.annotations.NullMarked;
