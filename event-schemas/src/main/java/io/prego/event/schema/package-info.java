/** The committed schemas with their ids. */
@NullMarked
package io.prego.event.schema;

import org.jspecify.annotations.NullMarked;
