/** What is remembered of provision jobs. */
@NullMarked
package io.prego.projection.provisioning;

import org.jspecify.annotations.NullMarked;
