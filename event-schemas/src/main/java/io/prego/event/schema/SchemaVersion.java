package io.prego.event.schema;

import org.apache.avro.Schema;

/**
 * One committed schema.
 *
 * @param id assigned once, in {@code schema-ids.csv}; stands in every record that was written with it
 * @param subject the record's full name
 * @param version from 1, gapless within its subject
 * @param fingerprint SHA-256 of the file, hex: defaults, documentation and properties cannot change unseen
 */
public record SchemaVersion(int id, String subject, int version, String fingerprint, Schema schema) {}
