-- The application writes as prego_command and reads as prego_query; neither owns anything. Roles belong to the whole
-- server, so another database of it may be making them at this moment.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['prego_command', 'prego_query'] LOOP
        FOR attempt IN 1..50 LOOP
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                    EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
                END IF;
                IF NOT pg_has_role(current_user, wanted, 'SET') THEN
                    EXECUTE format('GRANT %I TO %I WITH SET TRUE, INHERIT FALSE', wanted, current_user);
                END IF;
                EXIT;
            EXCEPTION WHEN duplicate_object OR unique_violation OR internal_error THEN
                IF attempt = 50 THEN
                    RAISE;
                END IF;
                PERFORM pg_sleep(random() * 0.05);
            END;
        END LOOP;
    END LOOP;
END
$$;

REVOKE ALL ON SCHEMA log, keys FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA log, keys FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;

GRANT USAGE ON SCHEMA log TO prego_command, prego_query;
GRANT SELECT ON log.event, log.event_tag, log.log_identity TO prego_command, prego_query;
GRANT EXECUTE ON FUNCTION log.append_lock, log.missed, log.position_at TO prego_command, prego_query;
GRANT EXECUTE ON FUNCTION log.append TO prego_command;

GRANT USAGE ON SCHEMA keys TO prego_command;
GRANT SELECT ON keys.subject_key TO prego_command;
