/** The projection engine: consumes feeds, stores rows and offsets in one transaction, and knows how far it has seen. */
@NullMarked
package io.prego.projection.engine;

import org.jspecify.annotations.NullMarked;
