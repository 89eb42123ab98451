package io.prego.command.tenant.hostname;

import io.prego.command.tenant.hostname.HostnameRefusal.HostnameReserved;
import io.prego.command.tenant.hostname.HostnameRefusal.HostnameTaken;
import io.prego.command.tenant.hostname.HostnameRefusal.NoSite;
import io.prego.command.tenant.hostname.HostnameRefusal.TooManyHostnames;
import io.prego.command.tenant.hostname.HostnameRefusal.UnknownTenant;
import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.InputError;
import io.prego.edge.problem.Problem;
import io.prego.edge.problem.ProblemType;

/** The one place where a refusal about a host name becomes HTTP. A refusal without a problem does not compile. */
final class HostnameProblems {

    private static final ProblemType HOSTNAME_TAKEN =
            new ProblemType(409, "hostname_taken", "The host name leads to another tenant.");
    private static final ProblemType ILLEGAL_TRANSITION =
            new ProblemType(409, "illegal_transition", "The tenant's situation does not allow this.");
    private static final ProblemType TOO_MANY_HOSTNAMES =
            new ProblemType(409, "too_many_hostnames", "The tenant has as many host names as it can have.");
    private static final ProblemType HOSTNAME_RESERVED =
            new ProblemType(422, "hostname_reserved", "The host name is kept for Prego itself.");

    private static final String PATH = "hostname";

    private HostnameProblems() {}

    static Problem of(HostnameRefusal refusal) {
        return switch (refusal) {
            case UnknownTenant _ -> unknownTenant();
            case HostnameTaken _ -> HOSTNAME_TAKEN.because("It must be unmapped there first.");
            case NoSite _ ->
                ILLEGAL_TRANSITION.because("Only a tenant that has a site can have host names of its own.");
            case TooManyHostnames _ ->
                TOO_MANY_HOSTNAMES.because("%d at most; unmap one first.".formatted(HostnameDecider.HOSTNAMES_MAX));
            case HostnameReserved _ ->
                HOSTNAME_RESERVED
                        .because("The names of this domain are given by Prego.")
                        .at(InputError.path(PATH, "within the domain of the canonical host names"));
        };
    }

    static Problem unknownTenant() {
        return EdgeProblems.NOT_FOUND.because("There is no such tenant.");
    }

    static Problem malformed() {
        return EdgeProblems.UNPROCESSABLE
                .because("A value breaks its rule: see errors.")
                .at(InputError.path(PATH, "a host name of two labels at least (RFC 1123), in any script"));
    }
}
