/** Which route a request met, and checks that run for each route before its endpoint. */
@NullMarked
package io.prego.edge.route;

import org.jspecify.annotations.NullMarked;
