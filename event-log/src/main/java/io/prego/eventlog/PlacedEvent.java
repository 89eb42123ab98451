package io.prego.eventlog;

/**
 * An event of a group and where it stands in it, as if none of the group's appends were refused.
 *
 * @param place within the group, from 1
 * @param stream its stream's number within the group, from 1
 * @param placeInStream among the group's events of the same stream, from 1
 * @param append its append's number within the group, from 1
 * @param index within its append, from 0
 * @param size of its append
 */
record PlacedEvent(NewEvent event, int place, int stream, int placeInStream, int append, int index, int size) {}
