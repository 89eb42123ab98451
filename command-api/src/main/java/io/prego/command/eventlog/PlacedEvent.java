package io.prego.command.eventlog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * An event of a group and where it stands in it, as if none of the group's appends were refused.
 *
 * @param place within the group, from 1
 * @param streamPlace among the group's events of the same stream, from 1
 * @param append its append's number within the group, from 1
 * @param index within its append, from 0
 * @param size of its append
 */
record PlacedEvent(NewEvent event, int place, int streamPlace, int append, int index, int size) {

    private record Stream(String type, String id) {}

    static List<PlacedEvent> of(List<Pending> members) {
        var placed = new ArrayList<PlacedEvent>();
        var lengths = new HashMap<Stream, Integer>();
        for (int i = 0; i < members.size(); i++) {
            var events = members.get(i).append.events();
            for (int index = 0; index < events.size(); index++) {
                var event = events.get(index);
                int streamPlace = lengths.merge(new Stream(event.streamType(), event.streamId()), 1, Integer::sum);
                placed.add(new PlacedEvent(event, placed.size() + 1, streamPlace, i + 1, index, events.size()));
            }
        }
        return placed;
    }
}
