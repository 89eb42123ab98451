package io.prego.query.schema;

import io.prego.event.schema.SchemaVersion;
import io.prego.event.schema.Schemas;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The reading half of the Confluent schema registry, so that its clients decode the topics. What they send beside the
 * path ({@code fetchMaxId}, {@code subject}, {@code format}, {@code deleted}, …) is taken and changes nothing: there are
 * no other formats and nothing is ever deleted.
 */
@RestController
@RequestMapping(
        produces = {"application/json", "application/vnd.schemaregistry.v1+json", "application/vnd.schemaregistry+json"
        })
final class SchemaRegistryEndpoint {

    private static final String LATEST = "latest";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");

    private final Schemas schemas = Schemas.committed();

    @GetMapping("/schemas/ids/{id}")
    ResponseEntity<?> schema(
            @PathVariable("id") String id,
            @RequestParam(name = "subject", required = false) @Nullable String subject,
            @RequestParam(name = "format", required = false) @Nullable String format,
            @RequestParam(name = "fetchMaxId", required = false) @Nullable String fetchMaxId) {
        var number = number(id);
        var found = number == null ? null : schemas.find(number);
        return found == null
                ? RegistryProblem.SCHEMA_NOT_FOUND.toResponse()
                : ResponseEntity.ok(new RegistrySchema(found.schema().toString()));
    }

    @GetMapping("/subjects")
    ResponseEntity<?> subjects(
            @RequestParam(name = "subjectPrefix", required = false) @Nullable String subjectPrefix,
            @RequestParam(name = "deleted", required = false) @Nullable String deleted) {
        var prefix = subjectPrefix == null ? "" : subjectPrefix;
        return ResponseEntity.ok(schemas.subjects().stream()
                .filter(subject -> subject.startsWith(prefix))
                .toList());
    }

    @GetMapping("/subjects/{subject}/versions")
    ResponseEntity<?> versions(
            @PathVariable("subject") String subject,
            @RequestParam(name = "deleted", required = false) @Nullable String deleted) {
        var versions = schemas.versions(subject);
        return versions.isEmpty()
                ? RegistryProblem.SUBJECT_NOT_FOUND.toResponse()
                : ResponseEntity.ok(
                        versions.stream().map(SchemaVersion::version).toList());
    }

    @GetMapping("/subjects/{subject}/versions/{version}")
    ResponseEntity<?> version(
            @PathVariable("subject") String subject,
            @PathVariable("version") String version,
            @RequestParam(name = "format", required = false) @Nullable String format,
            @RequestParam(name = "deleted", required = false) @Nullable String deleted) {
        var versions = schemas.versions(subject);
        var number = version.equals(LATEST) ? Integer.valueOf(versions.size()) : number(version);
        if (number == null) {
            return RegistryProblem.INVALID_VERSION.toResponse();
        }
        if (versions.isEmpty()) {
            return RegistryProblem.SUBJECT_NOT_FOUND.toResponse();
        }
        // Versions are 1, 2, 3 … without a gap.
        return number > versions.size()
                ? RegistryProblem.VERSION_NOT_FOUND.toResponse()
                : ResponseEntity.ok(SubjectVersion.of(versions.get(number - 1)));
    }

    private static @Nullable Integer number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        var number = Long.parseLong(text);
        return number > Integer.MAX_VALUE ? null : (int) number;
    }
}
