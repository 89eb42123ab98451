/** Fault injection: what is done to the platform, when, and how soon it is back at work. */
@NullMarked
package io.prego.torture.fault;

import org.jspecify.annotations.NullMarked;
