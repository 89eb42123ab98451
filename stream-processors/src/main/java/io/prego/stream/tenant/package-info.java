/** The tenant directory and the map of host names as state feeds. */
@NullMarked
package io.prego.stream.tenant;

import org.jspecify.annotations.NullMarked;
