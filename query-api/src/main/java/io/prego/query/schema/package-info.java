/** The committed schemas, and the descriptions of the HTTP and event interfaces. */
@NullMarked
package io.prego.query.schema;

import org.jspecify.annotations.NullMarked;
