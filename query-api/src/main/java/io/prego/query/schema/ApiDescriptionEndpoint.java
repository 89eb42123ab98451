package io.prego.query.schema;

import io.prego.edge.problem.EdgeProblems;
import io.prego.event.schema.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The committed descriptions of the HTTP interface and of the topics, as they are. */
@RestController
final class ApiDescriptionEndpoint {

    private final byte @Nullable [] openApi = resource("/openapi.json");
    private final byte @Nullable [] asyncApi = resource("/asyncapi.json");

    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> openApi() {
        return answer(openApi);
    }

    @GetMapping(path = "/asyncapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> asyncApi() {
        return answer(asyncApi);
    }

    private static ResponseEntity<?> answer(byte @Nullable [] json) {
        return json == null
                ? EdgeProblems.NOT_FOUND
                        .because("This version is not described.")
                        .toResponse()
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json);
    }

    private static byte @Nullable [] resource(String name) {
        try (var in = Schemas.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
