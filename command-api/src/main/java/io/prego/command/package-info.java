/** Decides: commands in, events appended and relayed. */
@NullMarked
package io.prego.command;

import org.jspecify.annotations.NullMarked;
