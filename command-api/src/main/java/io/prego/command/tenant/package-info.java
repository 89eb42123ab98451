/** Registers tenants. */
@NullMarked
package io.prego.command.tenant;

import org.jspecify.annotations.NullMarked;
