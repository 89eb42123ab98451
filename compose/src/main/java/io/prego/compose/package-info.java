/** Runs it all: embedded in one process, or against given parts. */
@NullMarked
package io.prego.compose;

import org.jspecify.annotations.NullMarked;
