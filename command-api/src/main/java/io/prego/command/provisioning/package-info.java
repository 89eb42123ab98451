/** Decides about provision jobs: placement, dispatch, stages and the end. */
@NullMarked
package io.prego.command.provisioning;

import org.jspecify.annotations.NullMarked;
