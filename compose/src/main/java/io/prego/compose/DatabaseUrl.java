package io.prego.compose;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code DATABASE_URL} in either of its usual forms. */
final class DatabaseUrl {

    private DatabaseUrl() {}

    /**
     * A JDBC URL as it is, or {@code postgres://user:password@host:port/database?…} turned into one.
     * {@link IllegalArgumentException} for anything else, without the URL, since it may hold a password.
     */
    static String toJdbc(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return url;
        }
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
            throw new IllegalArgumentException(
                    "DATABASE_URL must begin with postgres://, postgresql:// or jdbc:postgresql:");
        }
        var uri = URI.create(url);
        var query = new ArrayList<String>();
        credentials(uri.getUserInfo(), query);
        if (uri.getRawQuery() != null) {
            query.add(uri.getRawQuery());
        }
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return "jdbc:postgresql://%s%s%s?%s".formatted(uri.getHost(), port, uri.getRawPath(), String.join("&", query));
    }

    private static void credentials(@Nullable String userInfo, List<String> query) {
        if (userInfo == null) {
            return;
        }
        var colon = userInfo.indexOf(':');
        query.add("user=" + encode(colon < 0 ? userInfo : userInfo.substring(0, colon)));
        if (colon >= 0) {
            query.add("password=" + encode(userInfo.substring(colon + 1)));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
