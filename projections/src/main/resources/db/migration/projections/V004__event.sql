-- Every event with its whole published envelope. Its position is where it becomes valid, for ever.
CREATE TABLE read.event (
    position       bigint      NOT NULL,
    event_id       uuid        NOT NULL,
    type           text        NOT NULL,
    schema_id      integer     NOT NULL,
    stream_type    text        NOT NULL,
    stream_id      text        NOT NULL,
    stream_version bigint      NOT NULL,
    tags           text[]      NOT NULL,
    occurred_at    timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL,
    actor          text        NOT NULL,
    tenant_id      text,
    trace_id       text,
    correlation_id text,
    causation_id   text,
    source         text,
    payload        bytea       NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (position),
    CONSTRAINT event_id_is_unique UNIQUE (event_id)
);

CREATE INDEX event_by_stream ON read.event (stream_id, stream_type, position);
CREATE INDEX event_by_type ON read.event (type, position);
CREATE INDEX event_by_tenant ON read.event (tenant_id, position) WHERE tenant_id IS NOT NULL;
CREATE INDEX event_by_trace ON read.event (trace_id, position) WHERE trace_id IS NOT NULL;
CREATE INDEX event_by_time ON read.event (recorded_at, position);
