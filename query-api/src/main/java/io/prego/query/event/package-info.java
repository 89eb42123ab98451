/** Answers about the events themselves. */
@NullMarked
package io.prego.query.event;

import org.jspecify.annotations.NullMarked;
