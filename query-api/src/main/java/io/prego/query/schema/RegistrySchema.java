package io.prego.query.schema;

/**
 * A schema as the registry's {@code /schemas/ids/{id}} answers it. There is no {@code schemaType}: its absence means Avro.
 *
 * @param schema JSON as text
 */
record RegistrySchema(String schema) {}
