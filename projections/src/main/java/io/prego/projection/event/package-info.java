/** The events themselves, as a list that can be searched. */
@NullMarked
package io.prego.projection.event;

import org.jspecify.annotations.NullMarked;
