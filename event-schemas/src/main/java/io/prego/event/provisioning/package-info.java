/** The facts of a provision job. */
@NullMarked
package io.prego.event.provisioning;

import org.jspecify.annotations.NullMarked;
