package io.prego.torture.check;

import io.prego.torture.history.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Leaves out of what clients have heard all that a violation shows without. */
final class ShortestHistory {

    private ShortestHistory() {}

    /**
     * Leaves out halves, quarters and so on, and at last one after the other until none can go any more.
     *
     * @param shows whether a part, in the same order, still shows the violation; true of the whole
     */
    static List<Exchange> of(List<Exchange> heard, Predicate<List<Exchange>> shows) {
        var left = heard;
        for (var size = Math.max(1, heard.size() / 2); size > 1; size /= 2) {
            left = withoutParts(left, size, shows);
        }
        for (var before = heard.size() + 1; left.size() < before; ) {
            before = left.size();
            left = withoutParts(left, 1, shows);
        }
        return left;
    }

    private static List<Exchange> withoutParts(List<Exchange> heard, int size, Predicate<List<Exchange>> shows) {
        var left = heard;
        for (var from = 0; from < left.size(); ) {
            var fewer = new ArrayList<>(left.subList(0, from));
            fewer.addAll(left.subList(Math.min(left.size(), from + size), left.size()));
            if (shows.test(fewer)) {
                left = fewer;
            } else {
                from += size;
            }
        }
        return left;
    }
}
