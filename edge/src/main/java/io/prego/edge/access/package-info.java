/** Who may call: internal keys, browser origins, the peer's address. */
@NullMarked
package io.prego.edge.access;

import org.jspecify.annotations.NullMarked;
