-- Builds of a second generation of a read model, beside the one that answers.
CREATE TABLE read.projection_build (
    build_id          text        NOT NULL,
    name              text        NOT NULL,
    -- Of the projection that is built; null until an owner has taken the build up.
    version           integer,
    -- 'asked' by an operator, or a new 'version' of the projection.
    cause             text        NOT NULL,
    -- What the Idempotency-Key of the request became, and what the request was.
    key_tag           text,
    request_mac       bytea,
    -- Counts the sessions that had the build at work: a write of an earlier one changes nothing.
    epoch             bigint      NOT NULL DEFAULT 0,
    phase             text        NOT NULL DEFAULT 'waiting',
    asked_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at        timestamptz,
    ended_at          timestamptz,
    outcome           text,
    -- In words: what it waits for, or why it failed.
    reason            text,
    -- As in read.projection, of the second generation.
    watermark         bigint      NOT NULL DEFAULT 0,
    rows_to           bigint      NOT NULL DEFAULT 0,
    records           bigint      NOT NULL DEFAULT 0,
    percent           integer     NOT NULL DEFAULT 0,
    events_per_second bigint,
    seconds_left      bigint,
    -- Both generations as of this position were compared.
    compared_to       bigint,
    rows_compared     bigint      NOT NULL DEFAULT 0,
    rows_changed      bigint      NOT NULL DEFAULT 0,
    rows_missing      bigint      NOT NULL DEFAULT 0,
    rows_added        bigint      NOT NULL DEFAULT 0,
    CONSTRAINT projection_build_pkey PRIMARY KEY (build_id),
    CONSTRAINT projection_build_cause CHECK (cause IN ('asked', 'version')),
    CONSTRAINT projection_build_phase CHECK (phase IN ('waiting', 'filling', 'indexing', 'comparing', 'switching')),
    CONSTRAINT projection_build_ends_with_an_outcome CHECK ((ended_at IS NULL) = (outcome IS NULL)),
    CONSTRAINT projection_build_outcome CHECK (outcome IN ('switched', 'failed'))
) WITH (fillfactor = 50);

CREATE UNIQUE INDEX projection_build_running ON read.projection_build (name) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX projection_build_by_key ON read.projection_build (key_tag) WHERE key_tag IS NOT NULL;
CREATE INDEX projection_build_ended ON read.projection_build (name, ended_at DESC) WHERE ended_at IS NOT NULL;

-- Second generations stand here under their read model's own name, and so do their indexes, until the switch moves them
-- to the schema read. The role that reads may read them from the first: the grant moves with the table.
DROP SCHEMA IF EXISTS read_build CASCADE;
CREATE SCHEMA read_build;
REVOKE ALL ON SCHEMA read_build FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA read_build GRANT SELECT ON TABLES TO prego_query;
