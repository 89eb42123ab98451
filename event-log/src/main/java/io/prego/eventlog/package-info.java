/** The event log on PostgreSQL: gapless positions in commit order, appended under conditions on tags. */
@NullMarked
package io.prego.eventlog;

import org.jspecify.annotations.NullMarked;
