/** The few words that every capability speaks: ids, tags, sealed bytes and the shape of a decision. */
@NullMarked
package io.prego.kernel;

import org.jspecify.annotations.NullMarked;
