/** The page at {@code /}: what is in here, what runs, and where to go. */
@NullMarked
package io.prego.query.start;

import org.jspecify.annotations.NullMarked;
