package io.prego.torture.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prego.event.CloudEvent;
import io.prego.event.EventCatalogue;
import io.prego.event.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The event topics beside the log: each event once, as it stands there, and in order within its key. */
final class TopicCheck {

    private static final String ONCE = "Kafka holds exactly the log, each event once";
    private static final String ORDER = "events of one key are published in order";
    private static final String VISIBLE = "what is committed to Kafka can be read";
    private static final int SHOWN_MAX = 5;

    private final List<Violation> found = new ArrayList<>();
    private final Map<Long, ConsumerRecord<String, byte[]>> published = new HashMap<>();
    private int shown;

    private TopicCheck() {}

    static List<Violation> of(Log log, String bootstrapServers) {
        var check = new TopicCheck();
        for (var topic : Topics.EVENTS) {
            check.read(Topic.read(bootstrapServers, topic));
        }
        log.entries().forEach(check::compare);
        if (check.published.size() > log.entries().size()) {
            check.published.keySet().stream()
                    .filter(position -> position > log.head())
                    .sorted()
                    .limit(SHOWN_MAX)
                    .forEach(position -> check.found.add(
                            Violation.at(position, ONCE, "%d is published and not in the log".formatted(position))));
        }
        check.progress(log, Topic.read(bootstrapServers, Topics.PROGRESS));
        return check.found;
    }

    static List<Violation> hidden(Topic.Contents contents) {
        return contents.hidden().stream()
                .map(partition -> Violation.of(VISIBLE, "%s cannot be read to its end".formatted(partition)))
                .toList();
    }

    private void read(Topic.Contents contents) {
        found.addAll(hidden(contents));
        var last = new HashMap<String, Long>();
        for (var record : contents.records()) {
            var position = position(record);
            if (published.put(position, record) != null) {
                tell(Violation.at(position, ONCE, "%d is published twice".formatted(position), record.key()));
            }
            var before = last.put(record.key(), position);
            if (before != null && before >= position) {
                tell(Violation.at(
                        position,
                        ORDER,
                        "%d comes after %d in %s".formatted(position, before, record.topic()),
                        record.key()));
            }
        }
    }

    private static long position(ConsumerRecord<String, byte[]> record) {
        var header = record.headers().lastHeader(CloudEvent.POSITION);
        return header == null ? -1 : Long.parseLong(new String(header.value(), UTF_8));
    }

    private void compare(LogEntry entry) {
        var record = published.get(entry.position());
        var event = entry.event();
        if (record == null) {
            tell(Violation.at(
                    entry.position(), ONCE, "%d is not published".formatted(entry.position()), event.streamId()));
            return;
        }
        var headers = new HashMap<String, @Nullable String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        var same = record.topic().equals(EventCatalogue.topic(event))
                && Objects.equals(record.key(), EventCatalogue.recordKey(event))
                && headers.equals(CloudEvent.headers(event))
                && Arrays.equals(record.value(), CloudEvent.value(event));
        if (!same) {
            tell(Violation.at(
                    entry.position(),
                    ONCE,
                    "%d is published as %s".formatted(entry.position(), headers),
                    event.streamId()));
        }
    }

    private void progress(Log log, Topic.Contents progress) {
        found.addAll(hidden(progress));
        var last = 0L;
        for (var record : progress.records()) {
            var position = Long.parseLong(new String(record.value(), UTF_8));
            if (position < last) {
                tell(Violation.at(
                        position, ORDER, "the relay's progress goes back from %d to %d".formatted(last, position)));
            }
            last = position;
        }
        if (last != log.head()) {
            tell(Violation.at(last, ONCE, "the relay's progress is %d, the log's head %d".formatted(last, log.head())));
        }
    }

    private void tell(Violation violation) {
        if (shown++ < SHOWN_MAX) {
            found.add(violation);
        }
    }
}
