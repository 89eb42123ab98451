-- log.append anew: the node names each stream that the group appends to once, and its last version is looked up once.
DROP FUNCTION log.append;

-- Appends a group of appends, each wholly or not at all, in one transaction.
--
-- Arrays whose names begin alike are parallel: tag_query_* and query_* have one element per condition (on a single tag, or
-- of any other form), key_* per subject key, stream_* per stream that the group appends to, tag_* per tag of an event, the
-- others per event, in order of the appends. *_append is the 1-based number of the append that an element belongs to,
-- tag_event that of the event, event_streams that of the stream. Arrays of arrays (event_tags, query_tags, query_types) are
-- array literals, since rows of one array must have equal lengths. *_after is the position up to which the node itself has
-- found nothing that breaks the condition. look_up_ids: event ids may be in the log already. event_places and
-- places_in_stream count from 1, within the group and among the group's events of the same stream, as if no append were
-- refused.
--
-- refusals, per append: 0 appended; n > 0 the event at n breaks the condition; -1 one of its event ids is in the log
-- already (checked first: it is how a node finds out what became of an append whose answer was lost); -2 one of its
-- subject keys exists already. stream_versions has one element per appended event, whose positions follow head_before
-- without a gap. An event id that is in the log and is not looked up fails the whole group by the unique index:
-- nothing is appended, and the node sends the group again with its ids to be looked up.
CREATE FUNCTION log.append(
    known_head bigint,
    missed_most integer,
    look_up_ids boolean,
    append_count integer,
    tag_query_append integer[],
    tag_query_after bigint[],
    tag_query_tag text[],
    query_append integer[],
    query_after bigint[],
    query_tags text[],
    query_types text[],
    key_append integer[],
    key_subject text[],
    key_generation integer[],
    key_wrapped bytea[],
    stream_type text[],
    stream_id text[],
    tag_event integer[],
    tag_text text[],
    event_append integer[],
    event_places integer[],
    event_streams integer[],
    places_in_stream integer[],
    append_indexes integer[],
    append_sizes integer[],
    event_ids uuid[],
    types text[],
    schema_ids integer[],
    event_tags text[],
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
AS $$
DECLARE
    recorded timestamptz;
    found record;
    stream_lengths bigint[];
BEGIN
    PERFORM pg_advisory_xact_lock(log.append_lock());
    -- A later statement than the lock: only a snapshot taken under the lock sees the last append.
    SELECT e.position, e.recorded_at INTO head_before, recorded FROM log.event e ORDER BY e.position DESC LIMIT 1;
    head_before := coalesce(head_before, 0);
    recorded := greatest(recorded, clock_timestamp());
    recorded_micros := (extract(epoch FROM recorded) * 1000000)::bigint;
    refusals := array_fill(0::bigint, ARRAY[append_count]);

    IF look_up_ids THEN
        FOR found IN
            SELECT DISTINCT n.append
            FROM unnest(event_append, event_ids) AS n(append, event_id)
            JOIN log.event e ON e.event_id = n.event_id
        LOOP
            refusals[found.append] := -1;
        END LOOP;
    END IF;

    IF head_before > ANY (tag_query_after) THEN
        FOR found IN SELECT b.* FROM log.broken_by_tag(tag_query_append, tag_query_after, tag_query_tag) b LOOP
            IF refusals[found.append] = 0 THEN
                refusals[found.append] := found.broken_by;
            END IF;
        END LOOP;
    END IF;
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

    -- What is refused leaves no gap; its events have no place.
    IF 0 <> ANY (refusals) THEN
        SELECT array_agg(CASE WHEN n.refused THEN 0 ELSE n.place END ORDER BY n.event),
               array_agg(n.place_in_stream ORDER BY n.event)
        INTO event_places, places_in_stream
        FROM (
            SELECT e.event, e.refused,
                   row_number() OVER (PARTITION BY e.refused ORDER BY e.event) AS place,
                   row_number() OVER (PARTITION BY e.refused, e.stream ORDER BY e.event) AS place_in_stream
            FROM (
                SELECT n.event, refusals[n.append] <> 0 AS refused, n.stream
                FROM unnest(event_append, event_streams) WITH ORDINALITY AS n(append, stream, event)
            ) e
        ) n;
    END IF;

    -- Before the first insert, whose rows a look into the index would have to step over one by one.
    SELECT array_agg(coalesce(last.stream_version, 0) ORDER BY s.number) INTO stream_lengths
    FROM unnest(stream_type, stream_id) WITH ORDINALITY AS s(type, id, number)
    LEFT JOIN LATERAL (
        SELECT e.stream_version FROM log.event e
        WHERE e.stream_type = s.type AND e.stream_id = s.id
        ORDER BY e.stream_version DESC LIMIT 1) last ON true;

    WITH inserted AS (
        INSERT INTO log.event AS e (
            position, recorded_at, occurred_at, stream_version, event_id, schema_id, append_index, append_size, type,
            stream_type, stream_id, tags, actor, tenant_id, trace_id, correlation_id, causation_id, source,
            request_mac, salt, payload)
        SELECT head_before + n.place, recorded, 'epoch'::timestamptz + n.occurred_micros * interval '1 microsecond',
               stream_lengths[n.stream] + n.place_in_stream, n.event_id, n.schema_id, n.append_index, n.append_size,
               n.type, stream_type[n.stream], stream_id[n.stream], n.tags::text[], n.actor, n.tenant_id, n.trace_id,
               n.correlation_id, n.causation_id, n.source, n.request_mac, n.salt, n.payload
        FROM unnest(event_places, event_streams, places_in_stream, append_indexes, append_sizes, event_ids, types,
                    schema_ids, event_tags, occurred_micros, actors, tenant_ids, trace_ids, correlation_ids,
                    causation_ids, sources, request_macs, salts, payloads)
             AS n(place, stream, place_in_stream, append_index, append_size, event_id, type,
                  schema_id, tags, occurred_micros, actor, tenant_id, trace_id, correlation_id,
                  causation_id, source, request_mac, salt, payload)
        WHERE n.place > 0
        RETURNING e.position, e.stream_version
    )
    SELECT coalesce(array_agg(i.stream_version ORDER BY i.position), '{}') INTO stream_versions FROM inserted i;

    INSERT INTO log.event_tag (tag, position)
    SELECT t.tag, head_before + event_places[t.event]
    FROM unnest(tag_event, tag_text) AS t(event, tag)
    WHERE event_places[t.event] > 0;
END
$$;

REVOKE ALL ON FUNCTION log.append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.append TO prego_command;
