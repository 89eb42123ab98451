package io.prego.torture.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One route of {@code /openapi.json}.
 *
 * @param path with its placeholders
 * @param parameters with {@code name}, {@code in} and {@code schema}
 * @param body the schema of the body; null when it takes none
 */
record Operation(
        String method,
        String path,
        List<JsonNode> parameters,
        @Nullable JsonNode body) {

    /** It answers without end. */
    private static final String STREAM = "/internal/events/stream";

    Operation {
        parameters = List.copyOf(parameters);
    }

    /** Every route but the stream. */
    static List<Operation> of(JsonNode contract) {
        var operations = new ArrayList<Operation>();
        contract.path("paths")
                .propertyStream()
                .filter(path -> !path.getKey().equals(STREAM))
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(operation -> operation.getValue().has("responses"))
                        .forEach(operation -> operations.add(of(
                                contract, operation.getKey(), path.getKey(), path.getValue(), operation.getValue()))));
        return operations;
    }

    private static Operation of(JsonNode contract, String method, String path, JsonNode all, JsonNode operation) {
        var parameters = new ArrayList<JsonNode>();
        all.path("parameters").forEach(parameter -> parameters.add(resolved(contract, parameter)));
        operation.path("parameters").forEach(parameter -> parameters.add(resolved(contract, parameter)));
        var body = operation.at("/requestBody/content").path("application/json").path("schema");
        return new Operation(
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                parameters,
                body.isMissingNode() ? null : resolved(contract, body));
    }

    private static JsonNode resolved(JsonNode contract, JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : contract.at(reference.substring(1));
    }

    boolean isCommand() {
        return !method.equals("GET");
    }
}
