/** What an event is: schemas, records, catalogue, codec and headers. */
@NullMarked
package io.prego.event;

import org.jspecify.annotations.NullMarked;
