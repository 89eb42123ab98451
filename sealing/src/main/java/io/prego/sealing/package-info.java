/** Seals and opens personal fields. */
@NullMarked
package io.prego.sealing;

import org.jspecify.annotations.NullMarked;
