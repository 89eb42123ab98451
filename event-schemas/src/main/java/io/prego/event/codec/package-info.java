/** One generic codec between records and Avro; the only place that knows Avro's API beside the schemas. */
@NullMarked
package io.prego.event.codec;

import org.jspecify.annotations.NullMarked;
