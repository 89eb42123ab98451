package io.prego.edge.access;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who asks, as events name them.
 *
 * @param actor {@code type:id} of the envelope, such as {@code operator:internal}
 * @param internal whether a valid internal key was shown
 */
public record Caller(String actor, boolean internal) {

    public static final Caller APPLICANT = new Caller("applicant:anonymous", false);
    public static final Caller OPERATOR = new Caller("operator:internal", true);

    private static final String ATTRIBUTE = Caller.class.getName();

    /** The caller that the access filter found; the anonymous applicant where it did not run. */
    public static Caller of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : APPLICANT;
    }

    void settle(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
