-- The lock that every append holds exclusively. Whoever holds it shared sees no append come or go.
CREATE FUNCTION log.append_lock() RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 5787213827046133840;

-- The head, and the tags of the events after a position: what a node has to learn of the other nodes' appends.
-- Both lists are in order of position. complete is false, and nothing is listed, when more than most events are missed.
CREATE FUNCTION log.missed(
    after bigint,
    most integer,
    OUT head bigint,
    OUT complete boolean,
    OUT tags text[],
    OUT positions bigint[])
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off
AS $$
    WITH last AS (
        SELECT coalesce(max(e.position), 0) AS head FROM log.event e
    ), missed AS (
        SELECT tag.tag, e.position
        FROM last
        CROSS JOIN log.event e
        CROSS JOIN LATERAL unnest(e.tags) AS tag(tag)
        WHERE last.head - after <= most AND e.position > after AND e.position <= last.head
    )
    SELECT last.head, last.head - after <= most,
           (SELECT coalesce(array_agg(missed.tag ORDER BY missed.position), '{}') FROM missed),
           (SELECT coalesce(array_agg(missed.position ORDER BY missed.position), '{}') FROM missed)
    FROM last
$$;

-- The first event after a position that carries all of these tags and, unless types is empty, is of one of these types.
CREATE FUNCTION log.first_match(tags text[], types text[], after bigint) RETURNS bigint
    LANGUAGE plpgsql STABLE
AS $$
BEGIN
    IF cardinality(tags) = 0 THEN
        RETURN (
            SELECT e.position FROM log.event e
            WHERE e.position > after AND (cardinality(types) = 0 OR e.type = ANY (types))
            ORDER BY e.position LIMIT 1);
    END IF;
    RETURN (
        SELECT t.position FROM log.event_tag t
        WHERE t.tag = tags[1] AND t.position > after
          AND NOT EXISTS (
              SELECT FROM unnest(tags[2:]) AS other(tag)
              WHERE NOT EXISTS (SELECT FROM log.event_tag o WHERE o.tag = other.tag AND o.position = t.position))
          AND (cardinality(types) = 0
              OR EXISTS (SELECT FROM log.event e WHERE e.position = t.position AND e.type = ANY (types)))
        ORDER BY t.position LIMIT 1);
END
$$;

-- Appends a group of appends, each wholly or not at all, in one transaction.
--
-- Arrays whose names begin alike are parallel: query_* has one element per condition, key_* per subject key, the others
-- per event, in order of the appends. *_append is the 1-based number of the append that an element belongs to. Arrays of
-- arrays (tags, query_tags, query_types) are array literals, since rows of one array must have equal lengths.
-- query_after is the position up to which the node itself has found nothing that breaks the condition.
--
-- refusals, per append: 0 appended; n > 0 the event at n breaks the condition; -1 one of its event ids is in the log
-- already (checked first: it is how a node finds out what became of an append whose answer was lost); -2 one of its
-- subject keys exists already. stream_versions has one element per appended event, whose positions follow head_before
-- without a gap.
CREATE FUNCTION log.append(
    known_head bigint,
    missed_most integer,
    append_count integer,
    query_append integer[],
    query_after bigint[],
    query_tags text[],
    query_types text[],
    key_append integer[],
    key_subject text[],
    key_generation integer[],
    key_wrapped bytea[],
    event_append integer[],
    append_indexes integer[],
    append_sizes integer[],
    event_ids uuid[],
    types text[],
    schema_ids integer[],
    stream_types text[],
    stream_ids text[],
    tags text[],
    occurred_micros bigint[],
    actors text[],
    tenant_ids text[],
    trace_ids text[],
    correlation_ids text[],
    causation_ids text[],
    sources text[],
    request_macs bytea[],
    salts bytea[],
    payloads bytea[],
    OUT head_before bigint,
    OUT recorded_micros bigint,
    OUT refusals bigint[],
    OUT stream_versions bigint[],
    OUT missed_complete boolean,
    OUT missed_tags text[],
    OUT missed_positions bigint[])
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    -- A plan made while the tables were small must not scan them once they are large.
    SET enable_seqscan = off
    SET enable_hashjoin = off
    SET enable_mergejoin = off
    SET jit = off
AS $$
DECLARE
    recorded timestamptz;
    found record;
BEGIN
    PERFORM pg_advisory_xact_lock(log.append_lock());
    -- A later statement than the lock: only a snapshot taken under the lock sees the last append.
    SELECT e.position, e.recorded_at INTO head_before, recorded FROM log.event e ORDER BY e.position DESC LIMIT 1;
    head_before := coalesce(head_before, 0);
    recorded := greatest(recorded, clock_timestamp());
    recorded_micros := (extract(epoch FROM recorded) * 1000000)::bigint;
    refusals := array_fill(0::bigint, ARRAY[append_count]);

    FOR found IN
        SELECT DISTINCT n.append
        FROM unnest(event_append, event_ids) AS n(append, event_id)
        JOIN log.event e ON e.event_id = n.event_id
    LOOP
        refusals[found.append] := -1;
    END LOOP;

    IF head_before > ANY (query_after) THEN
        FOR found IN
            SELECT q.append, min(broken.position) AS position
            FROM unnest(query_append, query_after, query_tags, query_types) AS q(append, after, tags, types)
            CROSS JOIN LATERAL log.first_match(q.tags::text[], q.types::text[], q.after) AS broken(position)
            WHERE q.after < head_before AND refusals[q.append] = 0 AND broken.position IS NOT NULL
            GROUP BY q.append
        LOOP
            refusals[found.append] := found.position;
        END LOOP;
    END IF;

    IF cardinality(key_append) > 0 THEN
        FOR found IN
            SELECT DISTINCT k.append
            FROM unnest(key_append, key_subject, key_generation) AS k(append, subject, generation)
            JOIN keys.subject_key s ON s.subject = k.subject AND s.generation = k.generation
            WHERE refusals[k.append] = 0
        LOOP
            refusals[found.append] := -2;
        END LOOP;
        INSERT INTO keys.subject_key (subject, generation, wrapped, created_at)
        SELECT k.subject, k.generation, k.wrapped, recorded
        FROM unnest(key_append, key_subject, key_generation, key_wrapped) AS k(append, subject, generation, wrapped)
        WHERE refusals[k.append] = 0;
    END IF;

    IF head_before <> known_head THEN
        SELECT m.complete, m.tags, m.positions INTO missed_complete, missed_tags, missed_positions
        FROM log.missed(known_head, missed_most) m;
    ELSE
        missed_complete := true;
    END IF;

    WITH accepted AS (
        SELECT n.*,
               head_before + row_number() OVER (ORDER BY n.ordinal) AS position,
               row_number() OVER (PARTITION BY n.stream_type, n.stream_id ORDER BY n.ordinal) AS nth
        FROM unnest(event_append, append_indexes, append_sizes, event_ids, types, schema_ids, stream_types, stream_ids,
                    tags, occurred_micros, actors, tenant_ids, trace_ids, correlation_ids, causation_ids, sources,
                    request_macs, salts, payloads)
             WITH ORDINALITY
             AS n(append, append_index, append_size, event_id, type, schema_id, stream_type, stream_id,
                  tags, occurred_micros, actor, tenant_id, trace_id, correlation_id, causation_id, source,
                  request_mac, salt, payload, ordinal)
        WHERE refusals[n.append] = 0
    ), inserted AS (
        INSERT INTO log.event AS e (
            position, recorded_at, occurred_at, stream_version, event_id, schema_id, append_index, append_size, type,
            stream_type, stream_id, tags, actor, tenant_id, trace_id, correlation_id, causation_id, source,
            request_mac, salt, payload)
        SELECT a.position, recorded, 'epoch'::timestamptz + a.occurred_micros * interval '1 microsecond',
               a.nth + coalesce((SELECT max(s.stream_version) FROM log.event s
                                 WHERE s.stream_type = a.stream_type AND s.stream_id = a.stream_id), 0),
               a.event_id, a.schema_id, a.append_index, a.append_size, a.type,
               a.stream_type, a.stream_id, a.tags::text[], a.actor, a.tenant_id, a.trace_id, a.correlation_id,
               a.causation_id, a.source, a.request_mac, a.salt, a.payload
        FROM accepted a
        RETURNING e.position, e.stream_version, e.tags
    ), tagged AS (
        INSERT INTO log.event_tag AS t (tag, position)
        SELECT tag.tag, i.position FROM inserted i CROSS JOIN LATERAL unnest(i.tags) AS tag(tag)
    )
    SELECT coalesce(array_agg(i.stream_version ORDER BY i.position), '{}') INTO stream_versions FROM inserted i;
END
$$;

-- The last position whose recorded_at is not after an instant. It waits for the append that is under way, so that the
-- answer for an instant that is not in the future stays the same for ever.
CREATE FUNCTION log.position_at(instant timestamptz, OUT last_position bigint, OUT future boolean)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    above bigint;
    middle bigint;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(log.append_lock());
    future := instant >= clock_timestamp();
    last_position := 0;
    above := (SELECT coalesce(max(e.position), 0) + 1 FROM log.event e);
    WHILE above - last_position > 1 LOOP
        middle := (last_position + above) / 2;
        IF (SELECT e.recorded_at FROM log.event e WHERE e.position = middle) <= instant THEN
            last_position := middle;
        ELSE
            above := middle;
        END IF;
    END LOOP;
END
$$;
