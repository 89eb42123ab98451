/** Runs candidates in turn and says what came out. */
@NullMarked
package io.prego.benchmark.run;

import org.jspecify.annotations.NullMarked;
