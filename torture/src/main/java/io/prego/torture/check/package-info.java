/** The invariants, checked from outside: by JDBC, by a plain consumer, over HTTP, and against what the clients wrote down. */
@NullMarked
package io.prego.torture.check;

import org.jspecify.annotations.NullMarked;
