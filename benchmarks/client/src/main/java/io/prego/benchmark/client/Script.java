package io.prego.benchmark.client;

import org.jspecify.annotations.Nullable;

/** What one client asks, one request after the other. */
interface Script {

    /** The next request; null when there is nothing more to ask. */
    @Nullable
    Request next();

    /**
     * A request, whole, as it goes over the wire.
     *
     * @param name of what it asks for, by which its time can be found again
     */
    @SuppressWarnings("ArrayRecordComponent") // Sent once, never compared.
    record Request(byte[] bytes, String name) {}
}
