/** How any command is handled: load, fold, decide, append, and again when somebody else was first. */
@NullMarked
package io.prego.command.handling;

import org.jspecify.annotations.NullMarked;
