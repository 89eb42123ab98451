package io.prego.compose;

import io.prego.compose.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the log holds, as its readers see it. */
final class History {

    private History() {}

    /** The types of a tenant's events, in order. */
    static List<String> types(Client client, Answer tenant) {
        var history = client.get("/internal/tenants/" + tenant.text("tenant_id") + "/history");
        return StreamSupport.stream(history.body().get("items").spliterator(), false)
                .map(item -> item.get("type").asString())
                .toList();
    }

    /** The positions of the whole log, page after page. */
    static List<Long> positions(Client client) {
        var positions = new ArrayList<Long>();
        var cursor = "";
        do {
            var page = client.get("/internal/events?limit=1000" + cursor).body();
            page.get("items").forEach(item -> positions.add(item.get("position").asLong()));
            var next = page.get("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        return positions;
    }

    /** Each position that does not follow the one before it; the log begins with 1. */
    static List<Long> gaps(Client client) {
        var gaps = new ArrayList<Long>();
        var expected = 1L;
        for (var position : positions(client)) {
            if (position != expected++) {
                gaps.add(position);
            }
        }
        return gaps;
    }
}
