package io.prego.query.schema;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.ProblemType;
import org.springframework.http.ResponseEntity;

/**
 * A refusal of the Confluent schema registry: a problem document that also holds its {@code error_code} and
 * {@code message}, which are what its clients look at.
 */
record RegistryProblem(ProblemType type, int errorCode, String message) {

    static final RegistryProblem SUBJECT_NOT_FOUND =
            new RegistryProblem(EdgeProblems.NOT_FOUND, 40401, "Subject not found");
    static final RegistryProblem VERSION_NOT_FOUND =
            new RegistryProblem(EdgeProblems.NOT_FOUND, 40402, "Version not found");
    static final RegistryProblem SCHEMA_NOT_FOUND =
            new RegistryProblem(EdgeProblems.NOT_FOUND, 40403, "Schema not found");
    static final RegistryProblem INVALID_VERSION =
            new RegistryProblem(EdgeProblems.UNPROCESSABLE, 42202, "The version must be 1 to 2147483647, or latest");

    ResponseEntity<?> toResponse() {
        return type.because(message + ".")
                .with("error_code", errorCode)
                .with("message", message)
                .toResponse();
    }
}
