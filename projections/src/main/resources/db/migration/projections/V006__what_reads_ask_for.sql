-- Why a record is parked, in one word, for those who read the model.
ALTER TABLE read.projection_parked ADD COLUMN cause text NOT NULL DEFAULT 'undecodable'
    CONSTRAINT projection_parked_cause CHECK (cause IN ('undecodable', 'refused', 'behind'));
UPDATE read.projection_parked SET cause = 'behind' WHERE reason LIKE 'behind %';
UPDATE read.projection_parked SET cause = 'refused' WHERE reason LIKE 'PostgreSQL refuses %';
ALTER TABLE read.projection_parked ALTER COLUMN cause DROP DEFAULT;

CREATE INDEX projection_parked_by_key ON read.projection_parked (name, record_key);

-- No row was made by an event after this position: who waits for one need not look for it before.
ALTER TABLE read.projection ADD COLUMN rows_to bigint NOT NULL DEFAULT 0;
