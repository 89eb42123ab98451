package io.prego.event.codec;

import java.util.Locale;
import java.util.regex.Pattern;

/** The wire's names for Java's: {@code companyName} is {@code company_name}. */
public final class SnakeCase {

    private static final Pattern BOUNDARY = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private SnakeCase() {}

    public static String of(String javaName) {
        return BOUNDARY.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
