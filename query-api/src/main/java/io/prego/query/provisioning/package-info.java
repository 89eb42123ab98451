/** Answers about provision jobs. */
@NullMarked
package io.prego.query.provisioning;

import org.jspecify.annotations.NullMarked;
