/** A short history of invented companies, for whoever looks at Prego for the first time. */
@NullMarked
package io.prego.compose.demo;

import org.jspecify.annotations.NullMarked;
