package io.prego.benchmark.client;

import org.jspecify.annotations.Nullable;

/** What one client asks, one request after the other. */
interface Script {

    /** The next request, whole, as it goes over the wire; null when there is nothing more to ask. */
    byte @Nullable [] next();
}
