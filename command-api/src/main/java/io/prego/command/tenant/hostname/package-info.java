/** Gives host names of their own to tenants and takes them back. */
@NullMarked
package io.prego.command.tenant.hostname;

import org.jspecify.annotations.NullMarked;
