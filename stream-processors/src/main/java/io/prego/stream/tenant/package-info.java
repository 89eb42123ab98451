/** The tenant directory as a state feed. */
@NullMarked
package io.prego.stream.tenant;

import org.jspecify.annotations.NullMarked;
