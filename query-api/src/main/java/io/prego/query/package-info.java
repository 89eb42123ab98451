/** Answers: reads over HTTP. */
@NullMarked
package io.prego.query;

import org.jspecify.annotations.NullMarked;
