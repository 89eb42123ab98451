package io.prego.edge.problem;

import java.io.Serial;

/**
 * Carries a problem out of code that runs before or around an endpoint, such as a filter or an argument resolver. Rules
 * of a capability return their refusals as values instead.
 */
public final class ProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        // Without a stack trace: it is an answer, not a fault, and a flood of them should stay cheap.
        super(problem.type().code(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
