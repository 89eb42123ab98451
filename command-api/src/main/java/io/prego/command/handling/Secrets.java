package io.prego.command.handling;

import java.util.regex.Pattern;

/** Finds what must never enter history in the clear: keys, tokens, passwords and raw e-mail addresses. */
public final class Secrets {

    private static final Pattern SUSPICIOUS = Pattern.compile(
            "eyJ[\\w-]*\\.[\\w-]+\\.[\\w-]*" // a JWT
                    + "|-----BEGIN"
                    + "|\\bsk_\\w+"
                    + "|\\bAKIA[0-9A-Z]{16}"
                    + "|(?i:password\\s*[=:])"
                    + "|[^\\s@]+@[^\\s@]+\\.[^\\s@]+"); // an e-mail address

    private Secrets() {}

    /** Whether the text carries something of the kind; a text that only looks like it is refused too. */
    public static boolean in(String text) {
        return SUSPICIOUS.matcher(text).find();
    }
}
