package io.prego.projection.engine;

/** What all projections of a process share. */
record Means(ReadStore store, KafkaAccess kafka, Progress progress, FairShare share, ProjectionSettings settings) {}
