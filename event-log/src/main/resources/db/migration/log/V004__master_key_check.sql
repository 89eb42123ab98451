-- What the master key of the first start makes of the log's id, so that a node with another key is refused. One row,
-- written by the migrating user; no role of the application may see it.
CREATE TABLE keys.master_key_check (
    only_row boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (only_row),
    mark     bytea   NOT NULL,
    CONSTRAINT mark_has_32_bytes CHECK (octet_length(mark) = 32)
);

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON keys.master_key_check
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
ALTER TABLE keys.master_key_check ENABLE ALWAYS TRIGGER refuse_change;

REVOKE ALL ON keys.master_key_check FROM PUBLIC;
