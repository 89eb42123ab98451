/** RFC 9457 problem documents: what a problem is, and which one each exception becomes. */
@NullMarked
package io.prego.edge.problem;

import org.jspecify.annotations.NullMarked;
