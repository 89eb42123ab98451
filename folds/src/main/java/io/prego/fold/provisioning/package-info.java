/** From the facts of a provision job to its state. */
@NullMarked
package io.prego.fold.provisioning;

import org.jspecify.annotations.NullMarked;
