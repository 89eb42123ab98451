/** The pure folds from events to states, which topologies and readers share. */
@NullMarked
package io.prego.fold;

import org.jspecify.annotations.NullMarked;
