/** The headers that tell where in the log an answer stands. */
@NullMarked
package io.prego.edge.position;

import org.jspecify.annotations.NullMarked;
