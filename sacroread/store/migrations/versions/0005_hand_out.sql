-- How a server hands out cases by itself, so that no reader's program needs to see what the others said.
-- The rules are those of study/adjudication.py and study/worklist.py; a coordinator's program applies them itself.

CREATE INDEX events_of_kind ON events (kind, number);

-- A number from 0 to below 1 that the seed and what it is about decide, as in study/worklist.py.
CREATE FUNCTION draw(VARIADIC about text[]) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
    SELECT ('x' || encode(substr(sha256(convert_to(array_to_string(about, '/'), 'UTF8')), 1, 6), 'hex'))::bit(48)::bigint
        / 281474976710656.0::double precision
$$;

CREATE VIEW rules AS
    SELECT rule ->> 'seed' AS seed, (rule ->> 'decoy_share')::double precision AS decoy_share,
        rule ->> 'second_reader' AS second_reader, (rule ->> 'washout_days')::integer AS washout_days,
        1 + (rule ->> 'second_reader' = 'crossover')::integer + ((rule ->> 'repeat_share')::double precision > 0)::integer
            AS last_session,
        CASE rule ->> 'design' WHEN 'adjudicated' THEN ARRAY['local', 'central_1']
            WHEN 'paired' THEN ARRAY['central_1', 'central_2'] ELSE ARRAY['panel'] END AS first_roles,
        CASE WHEN rule ->> 'discordant' = 'third reader' THEN
            CASE rule ->> 'design' WHEN 'adjudicated' THEN 'central_2' WHEN 'paired' THEN 'central_3' END
        END AS third_role
    FROM (SELECT protocol::json AS rule FROM study) stated;

CREATE VIEW excluded_cases AS
    SELECT case_id FROM (
        SELECT DISTINCT ON (detail::json ->> 'case_id') detail::json ->> 'case_id' AS case_id, kind
        FROM events WHERE kind IN ('exclusion', 'inclusion') ORDER BY 1, number DESC
    ) newest WHERE kind = 'exclusion';

-- What each first role says about a case: of several readers the first to lock, of his reads the one that counts.
CREATE VIEW first_statements AS
    SELECT DISTINCT ON (case_id, role) case_id, role, coalesce(definite, 2) AS said
    FROM reads
    WHERE condition = 'unaided' AND repeat = 0 AND role = ANY ((SELECT first_roles FROM rules)::text[])
        AND NOT EXISTS (SELECT FROM reads later WHERE later.supersedes = reads.token)
    ORDER BY case_id, role, number;

-- The cases for a third reader that nobody of his role has: discordant, or agreed on and drawn to be a decoy.
CREATE VIEW due_to_third AS
    SELECT case_id
    FROM (SELECT case_id, count(*) AS readers, min(said) AS least, max(said) AS most FROM first_statements GROUP BY case_id) both_said
    WHERE readers = 2 AND (SELECT third_role FROM rules) IS NOT NULL
        AND (least <> most OR (least < 2 AND draw((SELECT seed FROM rules), 'decoy', case_id) < (SELECT decoy_share FROM rules)))
        AND case_id NOT IN (SELECT excluded_cases.case_id FROM excluded_cases)
        AND NOT EXISTS (
            SELECT FROM readers JOIN worklists USING (reader_id)
            WHERE readers.role = (SELECT third_role FROM rules) AND session = 1 AND worklists.case_id = both_said.case_id
        )
        AND NOT EXISTS (
            SELECT FROM reads WHERE reads.role = (SELECT third_role FROM rules) AND reads.case_id = both_said.case_id
        );

-- Puts cases at the end of a reader's first worklist, several at once in a blinded order.
CREATE FUNCTION extend(reader text, case_ids text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO worklists (reader_id, session, position, case_id)
    SELECT reader, 1, (SELECT count(*) FROM worklists WHERE reader_id = reader AND session = 1)
        + row_number() OVER (ORDER BY draw((SELECT seed FROM rules), 'order', reader, each)) - 1, each
    FROM unnest(case_ids) each
$$;

-- Shares out what is due among the third readers who sit at a desk: one who has reads and no worklist sits nowhere.
CREATE FUNCTION hand_out(case_ids text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE seated text[]; reader text; mine text[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('third reader', 0));
    SELECT array_agg(reader_id ORDER BY reader_id COLLATE "C") INTO seated FROM readers
    WHERE role = (SELECT third_role FROM rules) AND (
        reader_id = own_id()
        OR EXISTS (SELECT FROM worklists WHERE worklists.reader_id = readers.reader_id)
        OR NOT EXISTS (SELECT FROM reads WHERE reads.reader_id = readers.reader_id)
    );
    FOR reader, mine IN
        SELECT seated[1 + floor(draw((SELECT seed FROM rules), 'share', case_id) * cardinality(seated))::integer], array_agg(case_id)
        FROM due_to_third WHERE case_id = ANY (case_ids) AND seated IS NOT NULL GROUP BY 1
    LOOP
        PERFORM extend(reader, mine);
    END LOOP;
END $$;

-- At each lock or correction of a first reader. Whoever sees the whole study hands out by himself, many at once.
CREATE FUNCTION hand_out_after() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sees_all() AND EXISTS (SELECT FROM rules WHERE third_role IS NOT NULL AND NEW.role = ANY (first_roles)) THEN
        -- of two who lock one case at once the second waits, and then sees what the first one said
        PERFORM pg_advisory_xact_lock(hashtextextended('case ' || NEW.case_id, 0));
        IF EXISTS (SELECT FROM due_to_third WHERE case_id = NEW.case_id) THEN
            PERFORM hand_out(ARRAY[NEW.case_id]);
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER reads_hand_out AFTER INSERT ON reads FOR EACH ROW
    WHEN (NEW.condition = 'unaided' AND NEW.repeat = 0) EXECUTE FUNCTION hand_out_after();

-- A reader who sits down gets what has become his: all cases, those that nobody of his role has, or what is due.
CREATE FUNCTION take_seat() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine text; firsts text[]; third text; has_role_alone boolean;
BEGIN
    SELECT role INTO mine FROM readers WHERE reader_id = own_id();
    SELECT first_roles, third_role, cardinality(first_roles) > 1 INTO firsts, third, has_role_alone FROM rules;
    IF EXISTS (SELECT FROM events WHERE kind = 'study lock') THEN
        RETURN;
    ELSIF mine = third THEN
        PERFORM hand_out(ARRAY(SELECT case_id FROM due_to_third));
    ELSIF mine = ANY (firsts)
        AND NOT EXISTS (SELECT FROM events WHERE kind = 'assignment' AND reader_id = own_id()) THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('role ' || mine, 0));
        PERFORM extend(own_id(), ARRAY(
            SELECT case_id FROM cases
            WHERE case_id NOT IN (SELECT excluded_cases.case_id FROM excluded_cases)
                AND NOT EXISTS (
                    SELECT FROM worklists JOIN readers USING (reader_id)
                    WHERE worklists.case_id = cases.case_id
                        AND (reader_id = own_id() AND session = 1 OR has_role_alone AND readers.role = mine)
                )
                AND NOT (has_role_alone AND EXISTS (
                    SELECT FROM reads WHERE reads.case_id = cases.case_id AND reads.role = mine AND reads.reader_id <> own_id()
                ))
        ));
    END IF;
END $$;

-- Whether reads that are still to come can bring a third reader more cases; a reader is told nothing else of it.
CREATE FUNCTION may_gain() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM readers JOIN rules ON role = third_role WHERE reader_id = own_id()) AND EXISTS (
        SELECT FROM cases, unnest((SELECT first_roles FROM rules)) first_role
        WHERE case_id NOT IN (SELECT excluded_cases.case_id FROM excluded_cases) AND NOT EXISTS (
            SELECT FROM reads WHERE reads.case_id = cases.case_id AND reads.role = first_role
                AND condition = 'unaided' AND repeat = 0
        )
    )
$$;
