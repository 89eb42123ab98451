/** What consumers could not process. */
@NullMarked
package io.prego.query.deadletter;

import org.jspecify.annotations.NullMarked;
