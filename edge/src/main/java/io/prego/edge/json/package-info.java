/** How JSON is read and written everywhere. */
@NullMarked
package io.prego.edge.json;

import org.jspecify.annotations.NullMarked;
