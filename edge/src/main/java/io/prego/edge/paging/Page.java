package io.prego.edge.paging;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The page that a caller asked for; an endpoint takes it as a parameter and its route then knows {@code limit} and
 * {@code cursor}.
 *
 * <p>Law: a reader selects what comes strictly after {@link #after()}, in a total order, at most {@link #fetch()} rows.
 * Otherwise pages overlap or skip.
 *
 * @param limit 1 to 1000 items
 * @param after the sort key of the last item of the page before; null for the first page
 * @param seal makes an opaque cursor of a sort key
 */
public record Page(int limit, @Nullable String after, UnaryOperator<String> seal) {

    public static final int LIMIT_DEFAULT = 200;
    public static final int LIMIT_MAX = 1000;

    public Page {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("a page has 1 to %d items, got %d".formatted(LIMIT_MAX, limit));
        }
    }

    /** How many rows to select: one more than the limit, which tells whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }

    /**
     * The answer made of the selected rows: at most {@link #limit} of them, and a cursor when there are more.
     *
     * @param rows up to {@link #fetch()} rows in order
     * @param key the sort key of a row, at most 512 characters
     */
    public <T> Items<T> items(List<T> rows, Function<T, String> key) {
        if (rows.size() <= limit) {
            return new Items<>(rows, null);
        }
        var shown = rows.subList(0, limit);
        return new Items<>(shown, seal.apply(key.apply(shown.getLast())));
    }
}
