/** What an operator asks of read models: how far they are, and to build one anew. */
@NullMarked
package io.prego.projection.rebuild;

import org.jspecify.annotations.NullMarked;
