/** Pure folds from events to states. */
@NullMarked
package io.prego.fold;

import org.jspecify.annotations.NullMarked;
