-- Queries read as prego_query and own nothing. Roles belong to the whole server, so that another database of it, or the
-- log's own migration, may be making this one at the same moment.
DO $$
BEGIN
    FOR attempt IN 1..50 LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'prego_query') THEN
                CREATE ROLE prego_query NOLOGIN;
            END IF;
            IF NOT pg_has_role(current_user, 'prego_query', 'SET') THEN
                EXECUTE format('GRANT prego_query TO %I WITH SET TRUE, INHERIT FALSE', current_user);
            END IF;
            EXIT;
        EXCEPTION WHEN duplicate_object OR unique_violation OR internal_error THEN
            IF attempt = 50 THEN
                RAISE;
            END IF;
            PERFORM pg_sleep(random() * 0.05);
        END;
    END LOOP;
END
$$;

REVOKE ALL ON SCHEMA read FROM PUBLIC;
GRANT USAGE ON SCHEMA read TO prego_query;
GRANT SELECT ON ALL TABLES IN SCHEMA read TO prego_query;
ALTER DEFAULT PRIVILEGES IN SCHEMA read GRANT SELECT ON TABLES TO prego_query;
