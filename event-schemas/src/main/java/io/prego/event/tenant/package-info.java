/** The facts of a tenant. */
@NullMarked
package io.prego.event.tenant;

import org.jspecify.annotations.NullMarked;
