package io.prego.eventlog;

import java.time.Instant;

/**
 * What {@code log.append} says of a group, or, without refusals and stream versions, what {@code log.missed} says.
 *
 * @param headBefore position of the last event that was not of this group
 * @param refusals one per append: 0 appended, n &gt; 0 broken by the event at n, or one of the constants
 * @param streamVersions one per appended event, in order of position
 * @param missedComplete false: more was missed than is listed
 * @param missedTags parallel to {@code missedPositions}: all tags of all events that the node did not know
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on once and read by index.
record GroupAnswer(
        long headBefore,
        Instant recordedAt,
        Long[] refusals,
        Long[] streamVersions,
        boolean missedComplete,
        String[] missedTags,
        Long[] missedPositions) {

    static final long APPENDED = 0;
    static final long DUPLICATE_EVENT_ID = -1;
    static final long SUBJECT_KEY_EXISTS = -2;
    static final long FOLLOWS_A_REFUSED_ONE = -3;
}
