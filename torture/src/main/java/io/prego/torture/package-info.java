/** Campaigns of faults against the platform's invariants. */
@NullMarked
package io.prego.torture;

import org.jspecify.annotations.NullMarked;
