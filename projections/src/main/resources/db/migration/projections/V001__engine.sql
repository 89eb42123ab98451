-- What the engine itself remembers. Everything in this schema can be dropped and is then built again from the topics.

-- One row per read model.
CREATE TABLE read.projection (
    name       text        NOT NULL,
    version    integer     NOT NULL,
    -- Counts the owners there have been: a write of an earlier owner finds another number and changes nothing.
    epoch      bigint      NOT NULL DEFAULT 0,
    -- All events up to this position are in the rows.
    watermark  bigint      NOT NULL DEFAULT 0,
    -- Counts the transactions that changed rows or the watermark: who waits looks again when it has moved.
    revision   bigint      NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT projection_pkey PRIMARY KEY (name)
) WITH (fillfactor = 10);

-- What is read next, stored in the transaction of the rows.
CREATE TABLE read.projection_offset (
    name        text    NOT NULL,
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint  NOT NULL,
    CONSTRAINT projection_offset_pkey PRIMARY KEY (name, topic, partition)
) WITH (fillfactor = 50);

-- Records that could not become rows, and those of the same key behind them.
CREATE TABLE read.projection_parked (
    name          text        NOT NULL,
    topic         text        NOT NULL,
    partition     integer     NOT NULL,
    record_offset bigint      NOT NULL,
    record_key    text        NOT NULL,
    reason        text        NOT NULL,
    parked_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT projection_parked_pkey PRIMARY KEY (name, topic, partition, record_offset)
);
