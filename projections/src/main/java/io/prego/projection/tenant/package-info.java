/** What is remembered of tenants. */
@NullMarked
package io.prego.projection.tenant;

import org.jspecify.annotations.NullMarked;
