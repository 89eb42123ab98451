/** From the events of a topic to every version of a folded state: what all state feeds have in common. */
@NullMarked
package io.prego.stream.feed;

import org.jspecify.annotations.NullMarked;
