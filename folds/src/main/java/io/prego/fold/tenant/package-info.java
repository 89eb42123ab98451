/** From the facts of a tenant to its entry in the directory. */
@NullMarked
package io.prego.fold.tenant;

import org.jspecify.annotations.NullMarked;
