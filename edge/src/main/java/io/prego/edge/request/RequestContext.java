package io.prego.edge.request;

import org.jspecify.annotations.Nullable;

/**
 * What a request carries beside its body; an endpoint takes it as a parameter.
 *
 * @param traceId valid, the caller's or a fresh one
 * @param actor {@code applicant:anonymous} or {@code operator:internal}, as events name who acted
 * @param peer the caller's address as text, behind trusted proxies the one that they saw
 * @param ifMatch null when the caller named no version
 * @param idempotency null without an {@code Idempotency-Key}, and for methods other than POST and PATCH
 * @param minEventPosition from 1; null when the caller waits for none
 */
public record RequestContext(
        String traceId,
        String actor,
        String peer,
        @Nullable IfMatch ifMatch,
        @Nullable Idempotency idempotency,
        @Nullable Long minEventPosition) {}
