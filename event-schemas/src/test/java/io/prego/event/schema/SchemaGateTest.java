package io.prego.event.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.prego.event.EventCatalogue;
import io.prego.event.EventType;
import io.prego.event.codec.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;

/** What is committed may be added to, never changed: every version can read every other of its subject. */
class SchemaGateTest {

    private final Schemas schemas = Schemas.committed();

    @Test
    void ids_are_given_once_and_without_gap() {
        var ids = all().stream().map(SchemaVersion::id).sorted().toList();
        assertThat(ids)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ids.size()).boxed().toList());
    }

    @Test
    void the_versions_of_a_subject_have_no_gap() {
        for (var subject : schemas.subjects()) {
            var versions = schemas.versions(subject);
            assertThat(versions)
                    .extracting(SchemaVersion::version)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, versions.size()).boxed().toList());
        }
    }

    @Test
    void a_committed_schema_keeps_its_fingerprint() {
        assertThat(all()).allSatisfy(version -> {
            assertThat(version.schema().getFullName()).isEqualTo(version.subject());
            assertThat(version.fingerprint())
                    .as("schema %d, %s", version.id(), version.subject())
                    .isEqualTo(fingerprint(version));
        });
    }

    @Test
    void every_version_reads_and_is_read_by_all_earlier_ones() throws SchemaValidationException {
        var mutualRead = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
        for (var subject : schemas.subjects()) {
            var earlier = new ArrayList<Schema>();
            for (var version : schemas.versions(subject)) {
                mutualRead.validate(version.schema(), earlier.reversed());
                earlier.add(version.schema());
            }
        }
    }

    @Test
    void every_schema_file_is_in_the_list() {
        assertThat(schemaFiles()).isEqualTo((long) all().size());
    }

    @Test
    void every_field_says_what_it_is() {
        assertThat(all())
                .allSatisfy(version -> assertThat(version.schema().getFields())
                        .allSatisfy(field -> assertThat(field.doc())
                                .as("%s.%s", version.subject(), field.name())
                                .isNotBlank()));
    }

    @Test
    void every_event_of_a_family_is_in_the_catalogue_and_has_a_schema() {
        var catalogued =
                EventCatalogue.TYPES.stream().<Class<?>>map(EventType::event).toList();
        for (var family : EventCatalogue.FAMILIES) {
            assertThat(catalogued).containsAll(List.<Class<?>>of(family.getPermittedSubclasses()));
        }
        assertThat(EventCatalogue.TYPES)
                .allSatisfy(type -> assertThat(schemas.versions(EventCodec.subject(type.event())))
                        .as(type.name())
                        .isNotEmpty());
    }

    private List<SchemaVersion> all() {
        return schemas.subjects().stream()
                .flatMap(subject -> schemas.versions(subject).stream())
                .toList();
    }

    private static String fingerprint(SchemaVersion version) {
        try {
            var capability = version.subject().split("\\.")[2];
            var file = Path.of(
                    "src/main/resources/avro",
                    capability,
                    "%s.v%d.avsc".formatted(version.schema().getName(), version.version()));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static long schemaFiles() {
        try (var files = Files.walk(Path.of("src/main/resources/avro"))) {
            return files.filter(file -> file.toString().endsWith(".avsc")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
