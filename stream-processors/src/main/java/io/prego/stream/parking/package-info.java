/** How a topology puts aside what it cannot process, key by key, and processes it later when it is told to. */
@NullMarked
package io.prego.stream.parking;

import org.jspecify.annotations.NullMarked;
