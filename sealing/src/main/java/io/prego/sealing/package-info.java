/** Seals and opens personal fields, and derives every server secret from the one master key. */
@NullMarked
package io.prego.sealing;

import org.jspecify.annotations.NullMarked;
