/** Requests of every shape, made from the contract, against every route. */
@NullMarked
package io.prego.torture.fuzz;

import org.jspecify.annotations.NullMarked;
