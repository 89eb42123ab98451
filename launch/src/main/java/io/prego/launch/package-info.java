/** What every process of Prego has, from its environment variables to its health. */
@NullMarked
package io.prego.launch;

import org.jspecify.annotations.NullMarked;
