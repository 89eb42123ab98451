package io.prego.event.tenant;

import io.prego.kernel.Slug;
import java.util.Set;

/** Words that no tenant may be called, since Prego or the mail and web of its domain go by them. */
public final class ReservedSlugs {

    private static final Set<String> WORDS = Set.of(
            "abuse",
            "account",
            "accounts",
            "admin",
            "administrator",
            "api",
            "app",
            "apps",
            "assets",
            "auth",
            "autoconfig",
            "autodiscover",
            "billing",
            "blog",
            "cdn",
            "cp",
            "dashboard",
            "demo",
            "dev",
            "dns",
            "docs",
            "ftp",
            "gateway",
            "git",
            "help",
            "hostmaster",
            "imap",
            "info",
            "internal",
            "localhost",
            "login",
            "mail",
            "metrics",
            "mx",
            "noc",
            "ns1",
            "ns2",
            "ops",
            "pop",
            "pop3",
            "postmaster",
            "prego",
            "prod",
            "production",
            "root",
            "security",
            "signup",
            "smtp",
            "sso",
            "staging",
            "static",
            "status",
            "support",
            "system",
            "test",
            "trial",
            "webmail",
            "webmaster",
            "wpad",
            "www");

    private ReservedSlugs() {}

    /** Whether this very word is reserved; {@code admin} is, {@code admin-tools} is not. */
    public static boolean contains(Slug slug) {
        return WORDS.contains(slug.value());
    }
}
