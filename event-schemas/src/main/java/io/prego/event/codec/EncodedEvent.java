package io.prego.event.codec;

/**
 * A fact in Avro binary.
 *
 * @param schemaId the schema that the payload was written with
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on at once, never compared.
public record EncodedEvent(int schemaId, byte[] payload) {}
