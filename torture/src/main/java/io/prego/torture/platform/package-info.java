/** The platform as processes that can be killed and frozen, with a proxy on every way between them. */
@NullMarked
package io.prego.torture.platform;

import org.jspecify.annotations.NullMarked;
