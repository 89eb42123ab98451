package io.prego.benchmark.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The directory as a caller walks through it, page by page. */
final class DirectoryPages {

    private static final int PAGE = 200;
    private static final Pattern CURSOR = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");
    private static final Pattern ITEM = Pattern.compile("\"tenant_id\":");

    private DirectoryPages() {}

    /**
     * The path of every page, found by following its cursors; fails unless each tenant stands on one of them.
     *
     * @param asOf as a parameter, or nothing; in the past it is not known how many tenants there must be
     */
    static List<String> paths(Platform filled, String asOf, int tenants) throws IOException, InterruptedException {
        var base = "/internal/tenants-directory?limit=" + PAGE + (asOf.isEmpty() ? "" : "&" + asOf);
        var paths = new ArrayList<String>();
        var items = 0L;
        try (var client = HttpClient.newHttpClient()) {
            for (@Nullable String path = base; path != null; ) {
                paths.add(path);
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(filled.port(), path)))
                        .header("authorization", "Bearer " + filled.key())
                        .build();
                var body = client.send(request, BodyHandlers.ofString()).body();
                items += ITEM.matcher(body).results().count();
                var cursor = CURSOR.matcher(body);
                path = cursor.find() ? base + "&cursor=" + cursor.group(1) : null;
            }
        }
        if (asOf.isEmpty() && items != tenants) {
            throw new IOException("the directory shows %d of %d tenants".formatted(items, tenants));
        }
        return paths;
    }
}
