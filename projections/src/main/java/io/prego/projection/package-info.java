/** Remembers: feeds and events into PostgreSQL read models. */
@NullMarked
package io.prego.projection;

import org.jspecify.annotations.NullMarked;
