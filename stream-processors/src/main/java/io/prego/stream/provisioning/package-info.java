/** Provision jobs: their state as a feed, their dispatch, and the pipeline inside the process. */
@NullMarked
package io.prego.stream.provisioning;

import org.jspecify.annotations.NullMarked;
