/** Keyed digests under the server's secret. */
@NullMarked
package io.prego.edge.mac;

import org.jspecify.annotations.NullMarked;
