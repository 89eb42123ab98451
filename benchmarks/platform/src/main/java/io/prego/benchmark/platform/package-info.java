/** The product at work, and what stands beside it in its own processes. */
@NullMarked
package io.prego.benchmark.platform;

import org.jspecify.annotations.NullMarked;
