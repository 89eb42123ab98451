package io.prego.eventlog;

import java.time.Duration;

/**
 * The limits of one node's event log.
 *
 * @param answerWithin an append or a read fails with {@link EventLogUnavailable} after this; 500 ms to 60 s
 * @param waitingMax appends that may wait for the appender; beyond it {@link EventLogFull}; 1 to 100,000
 * @param groupEventsMax events that are committed together, unless a single append has more; 1 to 10,000
 * @param groupBytesMax the same for their estimated size; 64 KiB to 64 MiB
 * @param rememberedTagsMax tags of recent events kept in memory; 1,000 to 10,000,000
 * @param rememberedBytesMax sourced events kept in memory, estimated; 0 to 1 GiB
 * @param readConnectionsMax 1 to 100
 */
public record EventLogSettings(
        Duration answerWithin,
        int waitingMax,
        int groupEventsMax,
        int groupBytesMax,
        int rememberedTagsMax,
        int rememberedBytesMax,
        int readConnectionsMax) {

    public EventLogSettings {
        require("answer-within (ms)", answerWithin.toMillis(), 500, 60_000);
        require("waiting-max", waitingMax, 1, 100_000);
        require("group-events-max", groupEventsMax, 1, Append.EVENTS_MAX);
        require("group-bytes-max", groupBytesMax, 64 << 10, 64 << 20);
        require("remembered-tags-max", rememberedTagsMax, 1_000, 10_000_000);
        require("remembered-bytes-max", rememberedBytesMax, 0, 1 << 30);
        require("read-connections-max", readConnectionsMax, 1, 100);
    }

    /** 2 s, 10,000 waiting, groups of 500 events or 1 MiB, 200,000 tags, 32 MiB of sourced events, 8 connections. */
    public static EventLogSettings defaults() {
        return new EventLogSettings(Duration.ofSeconds(2), 10_000, 500, 1 << 20, 200_000, 32 << 20, 8);
    }

    public EventLogSettings withReadConnectionsMax(int most) {
        return new EventLogSettings(
                answerWithin, waitingMax, groupEventsMax, groupBytesMax, rememberedTagsMax, rememberedBytesMax, most);
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "prego.event-log.%s must be %d..%d, got %d".formatted(name, least, most, value));
        }
    }
}
