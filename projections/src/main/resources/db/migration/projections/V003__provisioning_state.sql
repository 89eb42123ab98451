-- Every version of every provision job; valid_from and valid_to as in read.tenant_directory.
CREATE TABLE read.provisioning_state (
    job_id         text        NOT NULL,
    valid_from     bigint      NOT NULL,
    valid_to       bigint,
    tenant_id      text        NOT NULL,
    status         text        NOT NULL,
    attempt        integer     NOT NULL,
    failure_stage  text,
    failure_reason text,
    waiting_reason text,
    current_stage  text,
    -- json and not jsonb: the text is kept as it was written, so that answers are the same byte for byte.
    stages         json        NOT NULL,
    trace_id       text,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    stream_version bigint      NOT NULL,
    CONSTRAINT provisioning_state_pkey PRIMARY KEY (job_id, valid_from),
    CONSTRAINT provisioning_state_ends_after_it_begins CHECK (valid_to > valid_from)
);

CREATE INDEX provisioning_state_current ON read.provisioning_state (job_id) WHERE valid_to IS NULL;
CREATE INDEX provisioning_state_current_status ON read.provisioning_state (status, job_id) WHERE valid_to IS NULL;
-- Jobs that may be stuck: few, and asked for often.
CREATE INDEX provisioning_state_moving ON read.provisioning_state (updated_at, job_id)
    WHERE valid_to IS NULL AND status IN ('pending', 'dispatched', 'running');
