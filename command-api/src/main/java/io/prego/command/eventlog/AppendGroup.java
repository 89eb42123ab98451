package io.prego.command.eventlog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Appends that go to the database together. None of them can break the condition of a later one, so each can be judged
 * by what was in the log before the group: one that might be broken from within waits for the next group.
 */
final class AppendGroup {

    private final int eventsMax;
    private final int bytesMax;
    private final List<Pending> members = new ArrayList<>();
    private final Set<String> tags = new HashSet<>();
    private final Set<UUID> eventIds = new HashSet<>();
    private final Set<String> subjects = new HashSet<>();
    private int bytes;

    AppendGroup(int eventsMax, int bytesMax) {
        this.eventsMax = eventsMax;
        this.bytesMax = bytesMax;
    }

    List<Pending> members() {
        return members;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    boolean isFull() {
        return eventIds.size() >= eventsMax || bytes >= bytesMax || (!members.isEmpty() && members.getFirst().alone);
    }

    /** Takes it unless it would make the group too large or might interfere with a member. The first always fits. */
    boolean admit(Pending pending) {
        if (!members.isEmpty() && (tooLarge(pending) || interferes(pending.append))) {
            return false;
        }
        members.add(pending);
        bytes += pending.size;
        for (var event : pending.append.events()) {
            tags.addAll(event.tags());
            eventIds.add(event.eventId());
        }
        pending.append.newSubjectKeys().forEach(key -> subjects.add(key.subject()));
        return true;
    }

    private boolean tooLarge(Pending pending) {
        return pending.alone
                || eventIds.size() + pending.append.events().size() > eventsMax
                || bytes + pending.size > bytesMax;
    }

    private boolean interferes(Append append) {
        // The tags of all members are taken together: a query for two tags that stand on different events waits too.
        return append.conditions().stream()
                        .anyMatch(unless -> tags.containsAll(unless.query().tags()))
                || append.events().stream().anyMatch(event -> eventIds.contains(event.eventId()))
                || append.newSubjectKeys().stream().anyMatch(key -> subjects.contains(key.subject()));
    }
}
