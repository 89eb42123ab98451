package io.prego.query.schema;

import io.prego.event.schema.SchemaVersion;

/**
 * One version of a subject as the registry answers it.
 *
 * @param schema JSON as text
 */
record SubjectVersion(String subject, int version, int id, String schema) {

    static SubjectVersion of(SchemaVersion version) {
        return new SubjectVersion(
                version.subject(),
                version.version(),
                version.id(),
                version.schema().toString());
    }
}
