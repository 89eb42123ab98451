/** The candidates of this house: the log behind the command bus, and the same rows without either. */
@NullMarked
package io.prego.benchmark.prego;

import org.jspecify.annotations.NullMarked;
