package io.prego.event.deadletter;

/**
 * An exception whose message names types, ids and positions only, nothing of a payload: it may be kept, logged and shown.
 * Of any other one only the class and the place are.
 */
public interface ContentFree {}
