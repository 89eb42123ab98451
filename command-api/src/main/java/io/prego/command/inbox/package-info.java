/** Takes the commands of the commands topic: reads them, has them handled, and keeps those that cannot be. */
@NullMarked
package io.prego.command.inbox;

import org.jspecify.annotations.NullMarked;
