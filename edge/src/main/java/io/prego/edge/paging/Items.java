package io.prego.edge.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list as it stands on the wire: {@code {"items": […], "next_cursor": …}}.
 *
 * @param nextCursor what to send as {@code cursor} for the next page; null on the last one
 */
public record Items<T>(List<T> items, @Nullable String nextCursor) {

    public Items {
        items = List.copyOf(items);
    }
}
