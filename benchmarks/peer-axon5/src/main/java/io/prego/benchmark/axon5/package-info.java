/** Axon Framework 5 with the only event store for PostgreSQL that it brings: one tag per event, over JPA. */
@NullMarked
package io.prego.benchmark.axon5;

import org.jspecify.annotations.NullMarked;
