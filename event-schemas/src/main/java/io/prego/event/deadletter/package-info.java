/** What consumers say of records that they could not process, in words that all of them share. */
@NullMarked
package io.prego.event.deadletter;

import org.jspecify.annotations.NullMarked;
