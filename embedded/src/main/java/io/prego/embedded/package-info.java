/** A real broker in this process and a real PostgreSQL as its child. */
@NullMarked
package io.prego.embedded;

import org.jspecify.annotations.NullMarked;
