/** Request bodies: bounded, read once, strict. */
@NullMarked
package io.prego.edge.body;

import org.jspecify.annotations.NullMarked;
