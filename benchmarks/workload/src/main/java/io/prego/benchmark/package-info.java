/** One workload for all candidates, which run in processes of their own. */
@NullMarked
package io.prego.benchmark;

import org.jspecify.annotations.NullMarked;
