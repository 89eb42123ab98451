package io.prego.projection.rebuild;

import io.prego.edge.problem.ProblemType;

/** The problems that the routes of this package may answer beside the general ones. */
final class RebuildProblems {

    static final ProblemType REBUILD_RUNNING =
            new ProblemType(409, "rebuild_running", "The read model is being built anew already.");

    private RebuildProblems() {}
}
