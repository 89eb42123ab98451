package io.prego.edge.access;

import io.prego.edge.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Whether a path leads to {@code /internal}, however it is spelled. It says yes rather too often: {@code //internal},
 * {@code /INTERNAL}, {@code /%69nternal;x} and {@code /internal/../v1} all count.
 */
final class InternalPath {

    private static final String INTERNAL = "internal";

    private InternalPath() {}

    /** By both forms of the path: as it was sent, and as Tomcat decoded and normalised it. */
    static boolean leadsHere(HttpServletRequest request) {
        return beginsInternal(decoded(request.getRequestURI()))
                || beginsInternal(request.getServletPath())
                || beginsInternal(request.getPathInfo());
    }

    /** By the route that was found, which no spelling can deceive. */
    static boolean leadsHere(Route route) {
        return beginsInternal(route.pattern());
    }

    private static boolean beginsInternal(@Nullable String path) {
        var lower = path == null ? "" : path.toLowerCase(Locale.ROOT);
        // Nearly all paths do not name it at all, and need not be taken apart.
        if (!lower.contains(INTERNAL)) {
            return false;
        }
        for (var segment : lower.split("[/\\\\]", -1)) {
            var name = segment.split(";", 2)[0].strip();
            if (!name.isEmpty() && !name.equals(".")) {
                return name.equals(INTERNAL);
            }
        }
        return false;
    }

    private static String decoded(String path) {
        try {
            return UriUtils.decode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }
}
