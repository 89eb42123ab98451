package io.prego.event.tenant;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the directory's search compares texts: compatibility forms made equal (NFKC), case ignored. A projection folds what
 * it stores, a query what it looks for; both must do the same.
 */
public final class DirectorySearch {

    private DirectorySearch() {}

    /** The fields of one entry as one text, a line each, so that no search finds a match across two of them. */
    public static String text(String... fields) {
        return Arrays.stream(fields).map(DirectorySearch::fold).collect(Collectors.joining("\n"));
    }

    /** A text as it is compared. */
    public static String fold(String text) {
        var composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return Normalizer.normalize(composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    }
}
