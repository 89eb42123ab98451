/** Answers that go on: what happens is told as it happens, as server-sent events. */
@NullMarked
package io.prego.query.live;

import org.jspecify.annotations.NullMarked;
