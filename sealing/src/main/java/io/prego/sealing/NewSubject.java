package io.prego.sealing;

/**
 * A subject's first key and what seals with it. The seals can be opened only if the key's row is committed with them.
 *
 * @param key to be inserted in the transaction of the events that carry the seals
 */
public record NewSubject(SubjectKey key, Sealer sealer) {}
