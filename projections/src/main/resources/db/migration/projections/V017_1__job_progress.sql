-- When a job itself last got further. What was stored before is of version 1 of the state, which reads as progressed when
-- it was updated: these rows are what the same records become now.
ALTER TABLE read.provisioning_state ADD COLUMN progressed_at timestamptz;
UPDATE read.provisioning_state SET progressed_at = updated_at;
ALTER TABLE read.provisioning_state ALTER COLUMN progressed_at SET NOT NULL;

-- Jobs that may be stuck: few, and asked for often.
DROP INDEX read.provisioning_state_moving;
CREATE INDEX provisioning_state_moving ON read.provisioning_state (progressed_at, job_id)
    WHERE valid_to IS NULL AND status IN ('pending', 'dispatched', 'running');
