-- What is known of the record that holds up its key, so that its dead letter can be told again after a restart.
ALTER TABLE read.projection_parked
    ADD COLUMN error      text    NOT NULL DEFAULT '',
    ADD COLUMN event_type text,
    ADD COLUMN position   bigint,
    ADD COLUMN tries      integer NOT NULL DEFAULT 1,
    -- The topology before this projection has parked the key: versions are missing, and nothing waits here.
    ADD COLUMN upstream   boolean NOT NULL DEFAULT false;

ALTER TABLE read.projection_parked DROP CONSTRAINT projection_parked_cause;
ALTER TABLE read.projection_parked ADD CONSTRAINT projection_parked_cause
    CHECK (cause IN ('undecodable', 'failed', 'refused', 'behind'));

-- Whether anything of a read model is parked is asked with every read of it.
CREATE INDEX projection_parked_holding ON read.projection_parked (name) WHERE cause <> 'behind';

-- Dead letters that are decided with the rows and are sent to their topic after that, in this order.
CREATE TABLE read.projection_letter (
    number        bigint GENERATED ALWAYS AS IDENTITY,
    name          text   NOT NULL,
    record_key    text   NOT NULL,
    header_names  text[] NOT NULL,
    header_values text[] NOT NULL,
    CONSTRAINT projection_letter_pkey PRIMARY KEY (name, number)
);

-- The last version of every dead letter of every consumer. It follows its topic and not the log: it has no as_of.
CREATE TABLE read.dead_letter (
    id            text        NOT NULL,
    consumer      text        NOT NULL,
    record_key    text        NOT NULL,
    topic         text        NOT NULL,
    partition     integer     NOT NULL,
    record_offset bigint      NOT NULL,
    position      bigint,
    event_type    text,
    cause         text        NOT NULL,
    error         text        NOT NULL,
    reason        text        NOT NULL,
    state         text        NOT NULL,
    tries         integer     NOT NULL,
    behind        bigint      NOT NULL,
    parked_at     timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    -- Where the version stands in the topic: a greater one is a later one, since an id stays in one partition.
    letter_offset bigint      NOT NULL,
    CONSTRAINT dead_letter_pkey PRIMARY KEY (id)
);

CREATE INDEX dead_letter_by_consumer ON read.dead_letter (consumer, id);
CREATE INDEX dead_letter_by_key ON read.dead_letter (record_key, id);
CREATE INDEX dead_letter_open ON read.dead_letter (id) WHERE state <> 'redriven';
