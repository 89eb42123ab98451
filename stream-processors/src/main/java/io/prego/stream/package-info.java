/** Derives: topologies to state feeds, and automations. */
@NullMarked
package io.prego.stream;

import org.jspecify.annotations.NullMarked;
