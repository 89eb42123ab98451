/** What automations ask command-api to do: the messages of the commands topic. */
@NullMarked
package io.prego.event.command;

import org.jspecify.annotations.NullMarked;
