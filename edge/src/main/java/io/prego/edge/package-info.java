/** What every HTTP route gets. */
@NullMarked
package io.prego.edge;

import org.jspecify.annotations.NullMarked;
