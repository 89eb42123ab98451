/** The id that follows one request through answers, logs and events. */
@NullMarked
package io.prego.edge.trace;

import org.jspecify.annotations.NullMarked;
