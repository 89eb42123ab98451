/** Answers about tenants and their slugs. */
@NullMarked
package io.prego.query.tenant;

import org.jspecify.annotations.NullMarked;
