/** Axon Framework 4 as its reference guide sets it up, with the JDBC event store. */
@NullMarked
package io.prego.benchmark.axon4;

import org.jspecify.annotations.NullMarked;
