-- Every version of every tenant. valid_from is the position of the event that made the version, valid_to that of the next
-- version; null marks the current one. as_of n is: valid_from <= n AND (valid_to IS NULL OR valid_to > n).
CREATE TABLE read.tenant_directory (
    tenant_id                text        NOT NULL,
    valid_from               bigint      NOT NULL,
    valid_to                 bigint,
    company_name             text        NOT NULL,
    subdomain_slug           text        NOT NULL,
    canonical_hostname       text        NOT NULL,
    status                   text        NOT NULL,
    region                   text        NOT NULL,
    plan_tier                text        NOT NULL,
    connector_kind           text,
    connector_credential_ref text,
    job_id                   text,
    created_at               timestamptz NOT NULL,
    updated_at               timestamptz NOT NULL,
    stream_version           bigint      NOT NULL,
    -- Name, slug and hostname, folded for the search by q.
    search_text              text        NOT NULL,
    CONSTRAINT tenant_directory_pkey PRIMARY KEY (tenant_id, valid_from),
    CONSTRAINT tenant_directory_ends_after_it_begins CHECK (valid_to > valid_from)
);

CREATE INDEX tenant_directory_current ON read.tenant_directory (tenant_id) WHERE valid_to IS NULL;
CREATE INDEX tenant_directory_current_updated ON read.tenant_directory (updated_at, tenant_id) WHERE valid_to IS NULL;
CREATE INDEX tenant_directory_current_status ON read.tenant_directory (status, tenant_id) WHERE valid_to IS NULL;
