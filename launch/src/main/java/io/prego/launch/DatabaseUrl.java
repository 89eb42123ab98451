package io.prego.launch;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** {@code DATABASE_URL} in either of its usual forms. No message ever repeats it, since it may hold a password. */
final class DatabaseUrl {

    // By hand, since java.net.URI refuses hosts with an underscore and quotes what it cannot read.
    private static final Pattern POSTGRES = Pattern.compile(
            "postgres(?:ql)?://(?:(?<user>[^:@/]+)(?::(?<password>[^@/]*))?@)?"
                    + "(?<host>\\[[0-9a-fA-F:]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?/(?<database>[^?/]+)(?:\\?(?<query>.*))?");

    private DatabaseUrl() {}

    /** A JDBC URL as it is, or {@code postgres://user:password@host:port/database?…} turned into one. */
    static String toJdbc(String url) {
        var jdbc = url.startsWith("jdbc:") ? url : ofPostgres(url);
        if (Driver.parseURL(jdbc, new Properties()) == null) {
            throw malformed();
        }
        return jdbc;
    }

    private static String ofPostgres(String url) {
        var parts = POSTGRES.matcher(url);
        if (!parts.matches()) {
            throw malformed();
        }
        var jdbc = new StringBuilder("jdbc:postgresql://").append(parts.group("host"));
        if (parts.group("port") != null) {
            jdbc.append(':').append(parts.group("port"));
        }
        jdbc.append('/').append(parts.group("database")).append('?');
        append(jdbc, "user", parts.group("user"));
        append(jdbc, "password", parts.group("password"));
        var query = parts.group("query");
        return jdbc.append(query == null ? "" : query).toString();
    }

    private static void append(StringBuilder jdbc, String name, @Nullable String value) {
        if (value != null) {
            var plain = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
            jdbc.append(name)
                    .append('=')
                    .append(URLEncoder.encode(plain, StandardCharsets.UTF_8))
                    .append('&');
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "DATABASE_URL must be postgres://user:password@host:port/database or a JDBC URL of PostgreSQL");
    }
}
