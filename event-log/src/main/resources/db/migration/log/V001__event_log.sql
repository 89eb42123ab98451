-- The event log: one row per event, written once through log.append and never touched again.
CREATE SCHEMA keys;

CREATE TABLE log.event (
    position       bigint      NOT NULL,
    recorded_at    timestamptz NOT NULL,
    occurred_at    timestamptz NOT NULL,
    stream_version bigint      NOT NULL,
    event_id       uuid        NOT NULL,
    schema_id      integer     NOT NULL,
    -- The place within its append and the size of that append: an auditor sees which events were one decision.
    append_index   smallint    NOT NULL,
    append_size    smallint    NOT NULL,
    type           text        NOT NULL,
    stream_type    text        NOT NULL,
    stream_id      text        NOT NULL,
    tags           text[]      NOT NULL,
    actor          text        NOT NULL,
    tenant_id      text,
    trace_id       text,
    correlation_id text,
    causation_id   text,
    source         text,
    request_mac    bytea,
    salt           bytea       NOT NULL,
    payload        bytea       NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (position),
    CONSTRAINT event_id_is_unique UNIQUE (event_id),
    CONSTRAINT stream_version_is_unique UNIQUE (stream_type, stream_id, stream_version),
    CONSTRAINT position_begins_at_1 CHECK (position >= 1),
    CONSTRAINT stream_version_begins_at_1 CHECK (stream_version >= 1),
    CONSTRAINT append_index_is_within_its_append CHECK (append_index >= 0 AND append_index < append_size),
    CONSTRAINT salt_has_16_bytes CHECK (octet_length(salt) = 16)
);

-- One row per tag and event. The primary key is the only index: conditions and sourcing ask for a tag after a position.
CREATE TABLE log.event_tag (
    tag      text   NOT NULL,
    position bigint NOT NULL,
    CONSTRAINT event_tag_pkey PRIMARY KEY (tag, position)
);

-- The name of this log for ever: one row, made with the tables.
CREATE TABLE log.log_identity (
    only_row boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (only_row),
    log_id   uuid    NOT NULL
);
INSERT INTO log.log_identity (log_id) VALUES (gen_random_uuid());

-- Wrapped keys of the people whose fields are sealed. Apart from the log, since destroying a key is the erasure.
CREATE TABLE keys.subject_key (
    subject    text        NOT NULL,
    generation integer     NOT NULL,
    wrapped    bytea       NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT subject_key_pkey PRIMARY KEY (subject, generation)
);

CREATE FUNCTION log.refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on %.% is refused: what is in the log stays as it is', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log.event
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log.event_tag
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON log.log_identity
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

-- ALWAYS: a session that plays replica (session_replication_role) is refused too.
ALTER TABLE log.event ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE log.event_tag ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE log.log_identity ENABLE ALWAYS TRIGGER refuse_change;
