/** HTTP clients that take as little of the machine as they can. */
@NullMarked
package io.prego.benchmark.client;

import org.jspecify.annotations.NullMarked;
