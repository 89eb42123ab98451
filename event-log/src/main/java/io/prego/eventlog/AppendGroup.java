package io.prego.eventlog;

import io.prego.eventlog.Append.Unless;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Appends that go to the database together. None of them can break the condition of a later one, so each can be judged
 * by what was in the log before the group: one that might be broken from within waits for the next group, and so does one
 * that follows an append which has no outcome yet and is no member.
 */
final class AppendGroup {

    private final int eventsMax;
    private final int bytesMax;
    private final List<Pending> members = new ArrayList<>();
    private final Map<String, Pending> lastWithTag = new HashMap<>();
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
        if (pending.followed != null && !mayFollow(pending, pending.followed)) {
            return false;
        }
        if (!members.isEmpty() && (tooLarge(pending) || interferes(pending))) {
            return false;
        }
        members.add(pending);
        pending.place = members.size();
        bytes += pending.size;
        for (var event : pending.append.events()) {
            event.tags().forEach(tag -> lastWithTag.put(tag, pending));
            eventIds.add(event.eventId());
        }
        pending.append.newSubjectKeys().forEach(key -> subjects.add(key.subject()));
        return true;
    }

    private boolean mayFollow(Pending pending, Pending followed) {
        var isMember =
                followed.place > 0 && followed.place <= members.size() && members.get(followed.place - 1) == followed;
        // If the followed one is in the log already, only its outcome tells from where on the conditions hold.
        return isMember && (pending.mayBeThere() || !followed.mayBeThere());
    }

    private boolean tooLarge(Pending pending) {
        return pending.alone
                || eventIds.size() + pending.append.events().size() > eventsMax
                || bytes + pending.size > bytesMax;
    }

    private boolean interferes(Pending pending) {
        var append = pending.append;
        return append.conditions().stream().anyMatch(unless -> mayBreak(unless, pending))
                || append.events().stream().anyMatch(event -> eventIds.contains(event.eventId()))
                || append.newSubjectKeys().stream().anyMatch(key -> subjects.contains(key.subject()));
    }

    // The tags of all members are taken together: a query for two tags that stand on different events waits too.
    private boolean mayBreak(Unless unless, Pending pending) {
        var query = unless.query();
        if (!lastWithTag.keySet().containsAll(query.tags())) {
            return false;
        }
        return !unless.butForFollowed()
                || !query.isByOneTag()
                || !pending.followsInTurn(
                        lastWithTag.get(query.tags().iterator().next()));
    }
}
