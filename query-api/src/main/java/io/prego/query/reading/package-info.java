/** What every read does: from which state it answers, how long it waits for it, and what is absent. */
@NullMarked
package io.prego.query.reading;

import org.jspecify.annotations.NullMarked;
