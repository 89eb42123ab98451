package io.prego.event;

import java.util.List;

/** The topics that exist, with their fixed numbers of partitions. A number is never raised, since that would move keys. */
public final class Topics {

    public static final String TENANT = "prego.tenant.v1";
    public static final String SYSTEM = "prego.system.v1";
    public static final String COMMANDS = "prego.commands.v1";
    /** Versions of {@link io.prego.event.deadletter.DeadLetter}, keyed as the records that could not be processed. */
    public static final String DEAD_LETTERS = "prego.dead-letters.v1";
    /** Which dead letters shall be tried again: each in the partition of the number that its record stands in. */
    public static final String REDRIVES = "prego.redrives.v1";
    /** One partition; each record is the last relayed position, written in the transaction of the events that it counts. */
    public static final String PROGRESS = "prego.progress.v1";

    public static final String TENANT_DIRECTORY = "prego.state.tenant_directory.v1";
    public static final String PROVISIONING_STATE = "prego.state.provisioning_state.v1";
    public static final String HOSTNAME_MAP = "prego.state.hostname_map.v1";
    /** Compacted: the current directory entry of each tenant. */
    public static final String LATEST_TENANT = "prego.latest.tenant.v1";
    /** Compacted: where each host name leads now; a tombstone once it is free. */
    public static final String LATEST_HOSTNAME = "prego.latest.hostname.v1";

    /** The application id, so the consumer group, of what folds {@link #TENANT} into states. */
    public static final String TENANT_STATES = "prego-tenant-states-v1";
    /** The consumer, in dead letters, that folds {@link #TENANT_DIRECTORY}; a changed fold gets a new name. */
    public static final String TENANT_DIRECTORY_FOLD = "prego-tenant-directory-v1";
    /** The same for {@link #PROVISIONING_STATE}. */
    public static final String PROVISIONING_STATE_FOLD = "prego-provisioning-state-v1";
    /** The same for {@link #HOSTNAME_MAP}. */
    public static final String HOSTNAME_MAP_FOLD = "prego-hostname-map-v1";

    private static final int PARTITIONS = 8;

    /** The topics that carry the log, together each event once. */
    public static final List<String> EVENTS = List.of(TENANT, SYSTEM);

    /** All topics that Prego creates. */
    public static final List<Topic> ALL = List.of(
            new Topic(TENANT, PARTITIONS, false),
            new Topic(SYSTEM, PARTITIONS, false),
            new Topic(COMMANDS, PARTITIONS, false),
            new Topic(DEAD_LETTERS, PARTITIONS, false),
            new Topic(REDRIVES, PARTITIONS, false),
            new Topic(PROGRESS, 1, false),
            new Topic(TENANT_DIRECTORY, PARTITIONS, false),
            new Topic(PROVISIONING_STATE, PARTITIONS, false),
            new Topic(HOSTNAME_MAP, PARTITIONS, false),
            new Topic(LATEST_TENANT, PARTITIONS, true),
            new Topic(LATEST_HOSTNAME, PARTITIONS, true));

    private Topics() {}

    /** @param compacted keeps the latest record of each key; else everything is kept for ever */
    public record Topic(String name, int partitions, boolean compacted) {}
}
