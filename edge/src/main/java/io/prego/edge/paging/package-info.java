/** Lists in pages with opaque cursors. */
@NullMarked
package io.prego.edge.paging;

import org.jspecify.annotations.NullMarked;
