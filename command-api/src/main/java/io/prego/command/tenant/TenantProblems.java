package io.prego.command.tenant;

import io.prego.command.tenant.TenantRefusal.SlugReserved;
import io.prego.command.tenant.TenantRefusal.SlugTaken;
import io.prego.edge.problem.Problem;
import io.prego.edge.problem.ProblemType;

/** The one place where a refusal to register becomes HTTP. A refusal without a problem does not compile. */
final class TenantProblems {

    private static final ProblemType SLUG_TAKEN =
            new ProblemType(409, "slug_taken", "The subdomain belongs to another tenant.");
    private static final ProblemType SLUG_RESERVED =
            new ProblemType(422, "slug_reserved", "The subdomain is kept for Prego itself.");

    private static final String SLUG = "/subdomain_slug";

    private TenantProblems() {}

    static Problem of(TenantRefusal refusal) {
        return switch (refusal) {
            case SlugTaken _ ->
                SLUG_TAKEN.because("Choose another subdomain.").at(SLUG, "held by a tenant that is not terminated");
            case SlugReserved _ ->
                SLUG_RESERVED.because("Choose another subdomain.").at(SLUG, "a reserved word");
        };
    }
}
