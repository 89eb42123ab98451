/** Dead letters: their read model, and the route by which one is tried again. */
@NullMarked
package io.prego.projection.deadletter;

import org.jspecify.annotations.NullMarked;
