package io.prego.kernel;

import java.util.regex.Pattern;

/** The subdomain of a tenant: 3 to 63 of {@code [a-z0-9-]}, no hyphen at an end, no two in a row ({@code acme-eu}, not {@code acme--eu}). */
public record Slug(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Slug {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("not a slug");
        }
    }

    /** Whether a slug can be made of this text. A reserved word is well-formed all the same. */
    public static boolean isWellFormed(String value) {
        return value.length() >= 3
                && value.length() <= 63
                && FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
