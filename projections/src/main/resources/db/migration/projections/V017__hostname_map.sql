-- Where every host name led, from every event that speaks of it; valid_from and valid_to as in read.tenant_directory. Events
-- of several tenants make these rows and may come in any order, so that a row which comes late may end an earlier one anew.
-- A row without a tenant says that the host name is free.
CREATE TABLE read.hostname_map (
    hostname   text        NOT NULL,
    valid_from bigint      NOT NULL,
    valid_to   bigint,
    tenant_id  text,
    site_name  text,
    updated_at timestamptz NOT NULL,
    CONSTRAINT hostname_map_pkey PRIMARY KEY (hostname, valid_from),
    CONSTRAINT hostname_map_ends_after_it_begins CHECK (valid_to > valid_from)
);
