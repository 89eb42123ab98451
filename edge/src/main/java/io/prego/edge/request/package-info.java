/** What each request carries beside its body: context, idempotency, preconditions, read position. */
@NullMarked
package io.prego.edge.request;

import org.jspecify.annotations.NullMarked;
