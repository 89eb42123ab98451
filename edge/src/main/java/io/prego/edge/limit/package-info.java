/** How much may be asked at once and per minute. */
@NullMarked
package io.prego.edge.limit;

import org.jspecify.annotations.NullMarked;
