package io.prego.query.reading;

import io.prego.edge.paging.Items;
import io.prego.edge.paging.Page;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list that is asked for.
 *
 * @param rows up to {@link Page#fetch} of them behind the page's key, in order, of a view that the read model holds
 * @param key the sort key of a row, for the cursor
 */
public record Listing<T>(Page page, Function<View, List<T>> rows, Function<T, String> key) {

    Items<T> of(View view) {
        return page.items(rows.apply(view), key);
    }
}
