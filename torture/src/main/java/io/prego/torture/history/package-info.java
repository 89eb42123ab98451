/** Clients who work with the platform and write down, for themselves, all that they asked and heard. */
@NullMarked
package io.prego.torture.history;

import org.jspecify.annotations.NullMarked;
