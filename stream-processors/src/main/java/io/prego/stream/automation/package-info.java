/** Plain consumers that do something when something has happened: what all automations have in common. */
@NullMarked
package io.prego.stream.automation;

import org.jspecify.annotations.NullMarked;
