package io.prego.edge.request;

import org.jspecify.annotations.Nullable;

/**
 * Which state a read shall answer from; an endpoint takes it as a parameter and its route then knows {@code as_of}.
 *
 * @param minEventPosition from {@code X-Min-Event-Position}, from 1; null when the caller waits for none
 * @param asOf null for the present
 */
public record ReadRequest(
        @Nullable Long minEventPosition, @Nullable AsOf asOf) {}
