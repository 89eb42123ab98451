package io.prego.benchmark.axon5;

/** @param value after the change; 0 when it made the counter */
record Changed(String id, long value, String note) {}
