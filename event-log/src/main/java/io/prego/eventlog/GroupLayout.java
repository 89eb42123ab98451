package io.prego.eventlog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events of a group in order, and the streams that they go to. */
final class GroupLayout {

    record Stream(String type, String id) {}

    private static final class Lengthened {
        final int number;
        int length;

        Lengthened(int number) {
            this.number = number;
        }
    }

    private final Map<Stream, Lengthened> streams = new LinkedHashMap<>();
    private final List<PlacedEvent> events = new ArrayList<>();

    GroupLayout(List<Pending> members) {
        for (int i = 0; i < members.size(); i++) {
            var added = members.get(i).append.events();
            for (int index = 0; index < added.size(); index++) {
                place(added.get(index), i + 1, index, added.size());
            }
        }
    }

    private void place(NewEvent event, int append, int index, int size) {
        var stream = streams.computeIfAbsent(
                new Stream(event.streamType(), event.streamId()), _ -> new Lengthened(streams.size() + 1));
        stream.length++;
        events.add(new PlacedEvent(event, events.size() + 1, stream.number, stream.length, append, index, size));
    }

    List<PlacedEvent> events() {
        return events;
    }

    List<Stream> streams() {
        return List.copyOf(streams.keySet());
    }
}
